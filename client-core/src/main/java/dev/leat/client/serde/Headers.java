package dev.leat.client.serde;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record, in order. Not thread-safe.
 *
 * <p>A producer encodes them while {@code send} runs, when the serializers have added theirs; what changes later has no
 * effect on that record. Those of a record that was read are copies, which may be changed; of one without headers they
 * are {@link #none}.
 */
public interface Headers extends Iterable<Header> {
    /** No headers yet. */
    static Headers create() {
        return new HeaderList();
    }

    /** Copies of {@code headers} that can be changed. */
    static Headers copyOf(Iterable<Header> headers) {
        HeaderList copy = new HeaderList();
        headers.forEach(copy::add);
        return copy;
    }

    /** No headers, and never any: {@code add} and {@code remove} throw {@link IllegalStateException}. */
    static Headers none() {
        return HeaderList.NONE;
    }

    Headers add(Header header);

    default Headers add(String key, byte @Nullable [] value) {
        return add(new Header(key, value));
    }

    /** Takes away every header named {@code key}. */
    Headers remove(String key);

    /** The last header named {@code key}, or null. */
    @Nullable
    Header lastHeader(String key);

    /** All headers named {@code key}, in order. */
    List<Header> headers(String key);

    int size();

    default boolean isEmpty() {
        return size() == 0;
    }

    /** In order; does not support removing. */
    @Override
    Iterator<Header> iterator();
}
