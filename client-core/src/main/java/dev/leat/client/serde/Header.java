package dev.leat.client.serde;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A name and bytes that travel with a record (KIP-82).
 *
 * @param key the name; several headers of a record may have the same
 * @param value may be null; not copied, so not to be changed
 */
public record Header(String key, byte @Nullable [] value) {
    public Header {
        Objects.requireNonNull(key, "a header has a name");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Header header && key.equals(header.key) && Arrays.equals(value, header.value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return key + "=" + Arrays.toString(value);
    }
}
