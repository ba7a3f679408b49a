package dev.leat.protocol.record;

import dev.leat.base.Check;

/**
 * How far one compressed batch may unpack before it counts as a bomb. Only what was unpacked is counted, sizes that a
 * stream declares are not believed; reading never holds more than a chunk or one record in memory.
 *
 * @param maxBatchBytes  most bytes one batch may unpack to, at least 0
 * @param maxRecordBytes most bytes one unpacked record may have, at least 0 ({@code max.decompressed.message.bytes})
 * @param maxRatio       most unpacked bytes per compressed byte, at least 1, once {@link #FREE_BYTES} are exceeded: small
 *                       batches of equal bytes shrink beyond any sensible ratio
 */
public record DecompressionLimit(long maxBatchBytes, int maxRecordBytes, int maxRatio) {
    /** Unpacked bytes from which the ratio counts: 32 MiB. */
    public static final long FREE_BYTES = 32L << 20;

    /** 512 MiB a batch, records as large as can be, and 1032 to one, which is the best gzip can do. */
    public static final DecompressionLimit DEFAULT = new DecompressionLimit(512L << 20, Integer.MAX_VALUE, 1032);

    public DecompressionLimit {
        Check.atLeast(0, maxBatchBytes, "maxBatchBytes");
        Check.atLeast(0, maxRecordBytes, "maxRecordBytes");
        Check.atLeast(1, maxRatio, "maxRatio");
    }

    /** The same limit with another greatest record. */
    public DecompressionLimit withMaxRecordBytes(int bytes) {
        return new DecompressionLimit(maxBatchBytes, bytes, maxRatio);
    }

    /** Most bytes that {@code compressedBytes} may unpack to. */
    long allowanceFor(int compressedBytes) {
        return Math.min(maxBatchBytes, Math.max(FREE_BYTES, (long) compressedBytes * maxRatio));
    }
}
