package dev.leat.perf.client.raw;

import java.nio.ByteBuffer;

/**
 * A request as it goes over the wire, its length included, with the places that change from one sending to the next. Immutable
 * by custom: whoever sends takes a {@link #copy} and patches that.
 *
 * @param bytes       the whole request, from position 0
 * @param partitionAt where the partition stands, {@link #NOWHERE} if it asks for none
 * @param offsetAt    where the fetch offset stands, likewise
 * @param batchAt     where the batch begins, likewise
 * @param batchBytes  size of the batch, 0 if there is none
 * @param records     how many records the batch holds
 * @param answer      how the answers look
 */
public record Frame(
        ByteBuffer bytes, int partitionAt, int offsetAt, int batchAt, int batchBytes, int records, AnswerShape answer) {
    /** The place of what a request does not have. */
    public static final int NOWHERE = -1;
    /** Where every request has its correlation id: behind length, API key and version. */
    public static final int CORRELATION_AT = 8;

    /** Size of the request with its length. */
    public int size() {
        return bytes.limit();
    }

    /** {@code count} copies one after the other in a buffer that can be patched and written. */
    ByteBuffer copies(int count) {
        ByteBuffer copies = ByteBuffer.allocateDirect(Math.multiplyExact(count, size()));
        for (int i = 0; i < count; i++) {
            copies.put(bytes.duplicate().rewind());
        }
        return copies.flip();
    }
}
