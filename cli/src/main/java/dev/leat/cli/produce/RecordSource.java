package dev.leat.cli.produce;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives the records of one input, in order. */
@FunctionalInterface
interface RecordSource {
    /** The next record, or null at the end. */
    @Nullable
    InputRecord next() throws IOException;

    /**
     * The records of {@code in}.
     *
     * @param separator between key and value
     * @param chunkBytes size of a piece
     */
    static RecordSource of(InputFormat format, ByteInput in, byte[] separator, int chunkBytes) {
        return switch (format) {
            case VALUE -> () -> valueOrEnd(in.readLine());
            case KEY_VALUE -> new KeyValueLines(in, separator);
            case JSON -> new JsonLines(in);
            case CHUNKS -> () -> valueOrEnd(in.readChunk(chunkBytes));
            case WHOLE -> () -> valueOrEnd(in.readChunk(Integer.MAX_VALUE - 8)); // as large as an array can be
        };
    }

    private static @Nullable InputRecord valueOrEnd(byte @Nullable [] value) {
        return value == null ? null : InputRecord.ofValue(value);
    }
}
