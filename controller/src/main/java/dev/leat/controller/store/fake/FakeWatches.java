package dev.leat.controller.store.fake;

import dev.leat.controller.store.WatchEvent;
import dev.leat.controller.store.Watcher;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which watcher waits for what: each is told once and then forgotten. */
final class FakeWatches {
    private record Watch(FakeSession session, Watcher watcher) {}

    private final Map<String, Set<Watch>> onNode = new TreeMap<>();
    private final Map<String, Set<Watch>> onChildren = new TreeMap<>();

    void watchNode(String path, FakeSession session, Watcher watcher) {
        onNode.computeIfAbsent(path, any -> new LinkedHashSet<>()).add(new Watch(session, watcher));
    }

    void watchChildren(String path, FakeSession session, Watcher watcher) {
        onChildren.computeIfAbsent(path, any -> new LinkedHashSet<>()).add(new Watch(session, watcher));
    }

    void fire(WatchEvent event) {
        Set<Watch> told = new LinkedHashSet<>();
        if (event.kind() != WatchEvent.Kind.CHILDREN_CHANGED) {
            told.addAll(taken(onNode, event.path()));
        }
        if (event.kind() == WatchEvent.Kind.CHILDREN_CHANGED || event.kind() == WatchEvent.Kind.DELETED) {
            told.addAll(taken(onChildren, event.path()));
        }
        told.forEach(watch -> watch.session.tell(() -> watch.watcher.changed(event)));
    }

    void forget(FakeSession session) {
        onNode.values().forEach(watches -> watches.removeIf(watch -> watch.session == session));
        onChildren.values().forEach(watches -> watches.removeIf(watch -> watch.session == session));
    }

    private static Set<Watch> taken(Map<String, Set<Watch>> watches, String path) {
        Set<Watch> taken = watches.remove(path);
        return taken == null ? Set.of() : taken;
    }
}
