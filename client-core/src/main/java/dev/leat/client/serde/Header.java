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
    /** Written out, as class files of compact ones lose {@code @Nullable} on arrays. */
    public Header(String key, byte @Nullable [] value) {
        this.key = Objects.requireNonNull(key, "a header has a name");
        this.value = value;
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
