package dev.leat.controller.store.fake;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.NodeStat;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.WatchEvent;
import dev.leat.controller.store.WatchEvent.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The nodes, and the transaction that is changing them: each change notes how to take it back and which events it
 * raises, until {@link #commit()} or {@link #rollback()}.
 */
final class FakeTree {
    private final TreeMap<String, FakeNode> nodes = new TreeMap<>();
    private final ArrayDeque<Runnable> undo = new ArrayDeque<>();
    private final List<WatchEvent> raised = new ArrayList<>();
    private long zxid = 1;

    FakeTree() {
        nodes.put("/", new FakeNode(new byte[0], 0, 0));
    }

    @Nullable
    FakeNode find(String path) {
        return nodes.get(path);
    }

    /** Paths of the nodes that live with the session, children-free by nature, in path order. */
    List<String> ephemeralsOf(long sessionId) {
        List<String> paths = new ArrayList<>();
        nodes.forEach((path, node) -> {
            if (node.ephemeralOwner == sessionId) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** The path that a create in this mode would give its node now. */
    String pathFor(String path, CreateMode mode) {
        FakeNode parent = nodes.get(parentOf(path));
        return mode.sequential() && parent != null
                ? path + String.format(Locale.ROOT, "%010d", parent.nextSequence)
                : path;
    }

    StoreOutcome create(String path, byte[] data, CreateMode mode, long sessionId) {
        FakeNode parent = nodes.get(parentOf(path));
        if (parent == null) {
            return StoreOutcome.NO_NODE;
        }
        if (parent.ephemeralOwner != 0) {
            return StoreOutcome.NO_CHILDREN_FOR_EPHEMERALS;
        }
        if (nodes.containsKey(path)) {
            return StoreOutcome.NODE_EXISTS;
        }
        nodes.put(path, new FakeNode(data, zxid, mode.ephemeral() ? sessionId : 0));
        parent.children.add(nameOf(path));
        parent.nextSequence++;
        undo.push(() -> {
            nodes.remove(path);
            parent.children.remove(nameOf(path));
            parent.nextSequence--;
        });
        raise(Kind.CREATED, path);
        raise(Kind.CHILDREN_CHANGED, parentOf(path));
        return StoreOutcome.OK;
    }

    StoreOutcome set(String path, byte[] data, int expectedVersion) {
        FakeNode node = nodes.get(path);
        StoreOutcome check = check(node, expectedVersion);
        if (node == null || check != StoreOutcome.OK) {
            return check;
        }
        byte[] oldData = node.data;
        long oldZxid = node.modifiedZxid;
        node.data = data;
        node.modifiedZxid = zxid;
        node.version++;
        undo.push(() -> {
            node.data = oldData;
            node.modifiedZxid = oldZxid;
            node.version--;
        });
        raise(Kind.DATA_CHANGED, path);
        return StoreOutcome.OK;
    }

    StoreOutcome delete(String path, int expectedVersion) {
        FakeNode node = nodes.get(path);
        FakeNode parent = nodes.get(parentOf(path));
        StoreOutcome check = check(node, expectedVersion);
        if (node == null || parent == null || check != StoreOutcome.OK) {
            return check;
        }
        if (!node.children.isEmpty()) {
            return StoreOutcome.NOT_EMPTY;
        }
        nodes.remove(path);
        parent.children.remove(nameOf(path));
        undo.push(() -> {
            nodes.put(path, node);
            parent.children.add(nameOf(path));
        });
        raise(Kind.DELETED, path);
        raise(Kind.CHILDREN_CHANGED, parentOf(path));
        return StoreOutcome.OK;
    }

    StoreOutcome check(String path, int expectedVersion) {
        return check(nodes.get(path), expectedVersion);
    }

    /** Keeps the changes since the last commit and gives the events they raised, in order. */
    List<WatchEvent> commit() {
        List<WatchEvent> events = List.copyOf(raised);
        raised.clear();
        undo.clear();
        zxid++;
        return events;
    }

    /** Takes the changes since the last commit back. */
    void rollback() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        raised.clear();
    }

    @Nullable
    NodeStat statOf(String path) {
        FakeNode node = nodes.get(path);
        return node == null ? null : node.stat();
    }

    private static StoreOutcome check(@Nullable FakeNode node, int expectedVersion) {
        if (node == null) {
            return StoreOutcome.NO_NODE;
        }
        return expectedVersion == CoordinationStore.ANY_VERSION || expectedVersion == node.version
                ? StoreOutcome.OK
                : StoreOutcome.BAD_VERSION;
    }

    private void raise(Kind kind, String path) {
        raised.add(new WatchEvent(kind, path));
    }

    private static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
