package dev.leat.controller.store;

/**
 * Tells that a watched node changed; what it looks like now is to be read.
 *
 * @param path of the node on which the watch was set
 */
public record WatchEvent(Kind kind, String path) {
    /** What happened. */
    public enum Kind {
        CREATED,
        DELETED,
        DATA_CHANGED,
        CHILDREN_CHANGED
    }
}
