package dev.leat.cli.produce;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Buffered input in bytes: no character set ever touches the data. */
final class ByteInput implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;
    private long count;

    ByteInput(InputStream in) {
        this.in = in;
    }

    /** The bytes before the next {@code \n}, or those left before the end; null at the end. */
    byte @Nullable [] readLine() throws IOException {
        ByteArrayOutputStream earlier = null; // only for lines that cross the end of the buffer
        while (start < end || fill()) {
            int lineEnd = indexOfLineEnd();
            if (lineEnd >= 0) {
                byte[] piece = Arrays.copyOfRange(buffer, start, lineEnd);
                start = lineEnd + 1;
                count++;
                return earlier == null ? piece : joined(earlier, piece);
            }
            earlier = earlier == null ? new ByteArrayOutputStream() : earlier;
            earlier.write(buffer, start, end - start);
            start = end;
        }
        count += earlier == null ? 0 : 1;
        return earlier == null ? null : earlier.toByteArray();
    }

    /** The next {@code size} bytes, or those left before the end; null at the end. */
    byte @Nullable [] readChunk(int size) throws IOException {
        byte[] chunk = new byte[Math.min(size, BUFFER_BYTES)];
        int filled = 0;
        while (filled < size && (start < end || fill())) {
            int piece = Math.min(size - filled, end - start);
            if (filled + piece > chunk.length) {
                chunk = Arrays.copyOf(chunk, (int) Math.min(size, Math.max(filled + piece, 2L * chunk.length)));
            }
            System.arraycopy(buffer, start, chunk, filled, piece);
            start += piece;
            filled += piece;
        }
        count += filled == 0 ? 0 : 1;
        return filled == 0 ? null : Arrays.copyOf(chunk, filled);
    }

    /** How many lines, or chunks, were given out: the number of the last one. */
    long count() {
        return count;
    }

    private int indexOfLineEnd() {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        start = 0;
        end = Math.max(0, count);
        return count > 0;
    }

    private static byte[] joined(ByteArrayOutputStream earlier, byte[] piece) {
        earlier.writeBytes(piece);
        return earlier.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
