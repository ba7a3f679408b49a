package dev.leat.storage.producer;

import dev.leat.protocol.error.ErrorCode;

/** What becomes of a batch that a producer sent. */
public sealed interface Verdict {
    /** It is next in its producer's sequence, or has none. */
    record Accepted() implements Verdict {}

    /** The log holds it already: answer as for the first time. */
    record Duplicate(AppendedBatch original) implements Verdict {}

    /** It must not be written. */
    record Refused(ErrorCode error, String reason) implements Verdict {}

    Accepted ACCEPTED = new Accepted();
}
