package dev.leat.storage.fs.simulated;

import dev.leat.base.RandomSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of one directory: as programs see them, and the changes that no directory sync has made durable. */
final class Folder {
    /** Each value is a {@link Content} or a {@code Folder}. */
    final TreeMap<String, Object> entries = new TreeMap<>();

    private TreeMap<String, Object> durable = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();

    /** {@code node} loses the name {@code from} and gets the name {@code to}; null means no name. */
    private record Change(
            Object node, @Nullable String from, @Nullable String to) {
        void apply(Map<String, Object> names) {
            if (from != null && names.get(from) == node) {
                names.remove(from);
            }
            if (to != null) {
                names.put(to, node);
            }
        }
    }

    void change(Object node, @Nullable String from, @Nullable String to) {
        Change change = new Change(node, from, to);
        change.apply(entries);
        pending.add(change);
    }

    /** Bytes of all files here and below. */
    long sizeInBytes() {
        long sum = 0;
        for (Object node : entries.values()) {
            sum += node instanceof Folder folder ? folder.sizeInBytes() : ((Content) node).size();
        }
        return sum;
    }

    void sync() {
        durable = new TreeMap<>(entries);
        pending.clear();
    }

    /** The changes never reached the medium, and no later sync will bring them there. */
    void forgetPending() {
        pending.clear();
    }

    /**
     * What a power loss leaves: half of the crashes keep a first part of the changes, as a journal does, the others
     * each change by its own draw.
     */
    Folder afterCrash(RandomSource random, IdentityHashMap<Object, Object> survivors) {
        TreeMap<String, Object> names = new TreeMap<>(durable);
        boolean journal = random.nextInt(2) == 0;
        int first = journal ? random.nextInt(pending.size() + 1) : pending.size();
        for (Change change : pending.subList(0, first)) {
            if (journal || random.nextInt(2) == 0) {
                change.apply(names);
            }
        }
        Folder survivor = new Folder();
        for (Map.Entry<String, Object> entry : names.entrySet()) {
            survivor.entries.put(entry.getKey(), survivorOf(entry.getValue(), random, survivors));
        }
        survivor.durable = new TreeMap<>(survivor.entries);
        return survivor;
    }

    private static Object survivorOf(Object node, RandomSource random, IdentityHashMap<Object, Object> survivors) {
        Object known = survivors.get(node);
        if (known == null) {
            known = node instanceof Folder folder
                    ? folder.afterCrash(random, survivors)
                    : ((Content) node).afterCrash(random);
            survivors.put(node, known);
        }
        return known;
    }
}
