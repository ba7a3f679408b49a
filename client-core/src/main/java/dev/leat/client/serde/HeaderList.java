package dev.leat.client.serde;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Headers in a list of their own, which is made for the first of them: most records have none. */
final class HeaderList implements Headers {
    static final Headers NONE = new HeaderList();

    private List<Header> list = List.of();

    @Override
    public Headers add(Header header) {
        checkChangeable();
        Objects.requireNonNull(header, "header");
        if (list.isEmpty()) {
            list = new ArrayList<>();
        }
        list.add(header);
        return this;
    }

    @Override
    public Headers remove(String key) {
        checkChangeable();
        if (!list.isEmpty()) {
            list.removeIf(header -> header.key().equals(key));
        }
        return this;
    }

    private void checkChangeable() {
        if (this == NONE) {
            throw new IllegalStateException("these headers cannot be changed");
        }
    }

    @Override
    public @Nullable Header lastHeader(String key) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).key().equals(key)) {
                return list.get(i);
            }
        }
        return null;
    }

    @Override
    public List<Header> headers(String key) {
        return list.stream().filter(header -> header.key().equals(key)).toList();
    }

    @Override
    public int size() {
        return list.size();
    }

    @Override
    public Iterator<Header> iterator() {
        return List.copyOf(list).iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderList headers && list.equals(headers.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
