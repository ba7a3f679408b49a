package dev.leat.cli.produce;

import java.util.Locale;

/** What a record looks like in the input. */
enum InputFormat {
    /** Each line is a value. */
    VALUE,
    /** Each line is a key, the separator, and a value. */
    KEY_VALUE,
    /** Each line is a JSON object as {@code leat consume --format json} writes it. */
    JSON,
    /** The input is cut into pieces of equal size. */
    CHUNKS,
    /** The whole input is one value. */
    WHOLE;

    /** What a record is called when it is counted. */
    String unit() {
        return switch (this) {
            case CHUNKS -> "chunk";
            case WHOLE -> "record";
            default -> "line";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
