package dev.leat.cli.output;

/** How results look: for people, who may see other columns tomorrow, or for programs, whose fields stay. */
public enum OutputFormat {
    TABLE,
    JSON
}
