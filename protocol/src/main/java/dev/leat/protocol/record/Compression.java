package dev.leat.protocol.record;

import dev.leat.base.Check;

/**
 * A codec and how hard it tries.
 *
 * @param level gzip 1 to 9 or -1 for the library's own choice, lz4 1 to 17, zstd -131072 to 22; other codecs ignore it
 */
public record Compression(CompressionType type, int level) {
    public static final Compression NONE = of(CompressionType.NONE);

    /** The lz4 level that means the fast compressor; Kafka's default, though other levels work harder. */
    static final int LZ4_FAST = 9;

    public Compression {
        Check.that(isLevel(type, level), "no level of " + type.configName() + ": " + level);
    }

    /** The codec with Kafka's default level. */
    public static Compression of(CompressionType type) {
        return new Compression(type, defaultLevel(type));
    }

    private static int defaultLevel(CompressionType type) {
        return switch (type) {
            case GZIP -> -1;
            case LZ4 -> LZ4_FAST;
            case ZSTD -> 3;
            case NONE, SNAPPY -> 0;
        };
    }

    private static boolean isLevel(CompressionType type, int level) {
        return switch (type) {
            case GZIP -> level == -1 || isBetween(1, 9, level);
            case LZ4 -> isBetween(1, 17, level);
            case ZSTD -> isBetween(-131_072, 22, level);
            case NONE, SNAPPY -> true;
        };
    }

    private static boolean isBetween(int least, int most, int level) {
        return level >= least && level <= most;
    }
}
