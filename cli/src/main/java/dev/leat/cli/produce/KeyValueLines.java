package dev.leat.cli.produce;

import dev.leat.cli.output.CliFailure;
import dev.leat.client.serde.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of a key, the separator, and a value; the first separator of a line counts. */
final class KeyValueLines implements RecordSource {
    private final ByteInput in;
    private final byte[] separator;

    KeyValueLines(ByteInput in, byte[] separator) {
        this.in = in;
        this.separator = separator;
    }

    @Override
    public @Nullable InputRecord next() throws IOException {
        byte[] line = in.readLine();
        if (line == null) {
            return null;
        }
        int at = indexOfSeparator(line);
        if (at < 0) {
            throw new CliFailure(
                    "line " + in.count() + " has no key separator '" + new String(separator, StandardCharsets.UTF_8)
                            + "'",
                    null,
                    "the lines have another separator, or no keys at all",
                    "--key-separator SEPARATOR, or --format value",
                    null);
        }
        byte[] key = Arrays.copyOf(line, at);
        byte[] value = Arrays.copyOfRange(line, at + separator.length, line.length);
        return new InputRecord(key, value, Headers.none(), InputRecord.NOW);
    }

    private int indexOfSeparator(byte[] line) {
        for (int i = 0; i <= line.length - separator.length; i++) {
            if (Arrays.equals(line, i, i + separator.length, separator, 0, separator.length)) {
                return i;
            }
        }
        return -1;
    }
}
