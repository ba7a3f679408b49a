package dev.leat.controller.store;

/** Hears once of a change to the node it was set on; gone silently when the session expires. */
@FunctionalInterface
public interface Watcher {
    void changed(WatchEvent event);
}
