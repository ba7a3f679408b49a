"""What all foreign clients share: records, the corpus, the plan of a run, and its table."""
