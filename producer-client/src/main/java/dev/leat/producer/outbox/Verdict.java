package dev.leat.producer.outbox;

/** What to do with a batch after the broker's answer, or after there was none. */
public enum Verdict {
    /** It is in the log. */
    WRITTEN,
    /** It will be sent again. */
    RETRY,
    /** It is too large and has more than one record: its halves are sent instead. */
    SPLIT,
    /** It will not be written. */
    FAIL
}
