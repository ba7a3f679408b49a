package dev.leat.perf.client.raw;

import dev.leat.protocol.error.ErrorCode;
import java.nio.ByteBuffer;

/**
 * Which bytes of an answer are looked at; places count from behind its length, {@link Frame#NOWHERE} stands for none.
 *
 * @param headBytes       how many bytes from the begin are enough to read all places
 * @param errorAt         the request's error code
 * @param partitionErrorAt the partition's error code
 * @param baseOffsetAt    of a produce, the first offset that it was given
 * @param highWatermarkAt of a fetch
 * @param recordsAt       of a fetch, where the size of the records begins, a varint
 */
public record AnswerShape(
        int headBytes, int errorAt, int partitionErrorAt, int baseOffsetAt, int highWatermarkAt, int recordsAt) {
    /** The first error in {@code head}, an answer from behind its length; {@link ErrorCode#NONE} if all went well. */
    ErrorCode errorOf(ByteBuffer head) {
        short code = codeAt(head, errorAt);
        if (code == 0) {
            code = codeAt(head, partitionErrorAt);
        }
        return code == 0 ? ErrorCode.NONE : ErrorCode.of(code);
    }

    private static short codeAt(ByteBuffer head, int at) {
        boolean there = at != Frame.NOWHERE && at + Short.BYTES <= head.limit();
        return there ? head.getShort(at) : 0;
    }

    boolean hasRecords() {
        return recordsAt != Frame.NOWHERE;
    }
}
