package dev.leat.protocol.record;

import dev.leat.protocol.error.ErrorCode;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** What {@link BatchValidator} says to a batch. */
public sealed interface ValidationOutcome {
    /**
     * The batch may be numbered and appended.
     *
     * @param bytes           exactly the batch to append, to be released once by the caller: the received bytes, retained,
     *                        or a new buffer if the batch had to be rebuilt
     * @param maxTimestamp    greatest time of its records in ms, or {@link RecordBatch#NO_TIMESTAMP}
     * @param logAppendTimeMs the time given to all records, or {@link RecordBatch#NO_TIMESTAMP} under create time
     * @param rebuilt         whether {@code bytes} is a new buffer
     */
    record Accepted(ByteBuf bytes, long maxTimestamp, long logAppendTimeMs, boolean rebuilt)
            implements ValidationOutcome {
        public RecordBatch batch() {
            return RecordBatch.at(bytes, bytes.readerIndex());
        }
    }

    /**
     * The batch must not be appended; nothing was changed and nothing is to be released.
     *
     * @param message      for people, says which rule was broken
     * @param recordErrors the records that broke it, at most {@link BatchValidator#MAX_RECORD_ERRORS}; empty if the batch as
     *                     a whole is wrong
     * @param unpacksTooLarge whether the rule was {@code max.decompressed.message.bytes}
     */
    record Refused(ErrorCode error, String message, List<RecordError> recordErrors, boolean unpacksTooLarge)
            implements ValidationOutcome {
        public Refused {
            recordErrors = List.copyOf(recordErrors);
        }

        /** The batch as a whole is wrong. */
        public static Refused of(ErrorCode error, String message) {
            return new Refused(error, message, List.of(), false);
        }
    }
}
