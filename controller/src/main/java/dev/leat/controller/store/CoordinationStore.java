package dev.leat.controller.store;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of the coordination store: one object, and one session of it at a time.
 *
 * <p>Nothing here blocks except {@link #close()}. Requests of one client are carried out in the order they were made.
 * Results, watch events and session states reach the caller on the event executor in one order: a watch event comes
 * before the result of any read that already sees the change. While the connection is down requests fail with
 * {@link StoreOutcome#UNKNOWN} rather than wait.
 *
 * <p>Paths are absolute, with {@code /} between elements and none at the end; parents must exist. Data is not copied:
 * nobody may change an array that was handed in or out.
 */
public interface CoordinationStore extends AutoCloseable {
    /** As expected version: whatever version the node has. */
    int ANY_VERSION = -1;

    /** Begins the first session and sends its states to {@code listener}; called once, before anything else. */
    void open(SessionListener listener);

    /** Begins a new session after {@link SessionState#EXPIRED}; the old session's watches are forgotten. */
    void renew();

    /** The id of the present session, or 0 as long as there has been none. */
    long sessionId();

    /** Creates a node and gives its path, which for a sequential mode ends in the number the store chose. */
    void create(String path, byte[] data, CreateMode mode, Consumer<StoreResult<String>> done);

    /** Reads a node; {@code watcher} hears once of its next change or deletion, if the node is there. */
    void get(String path, @Nullable Watcher watcher, Consumer<StoreResult<Node>> done);

    /** As {@link #get} without the data; {@code watcher} is also set when the node is missing and then hears of its creation. */
    void exists(String path, @Nullable Watcher watcher, Consumer<StoreResult<NodeStat>> done);

    /** Gives the names of a node's children, sorted; {@code watcher} hears once when a child comes or goes. */
    void children(String path, @Nullable Watcher watcher, Consumer<StoreResult<List<String>>> done);

    /** Replaces a node's data if its version is {@code expectedVersion}, and gives the stat after that. */
    void set(String path, byte[] data, int expectedVersion, Consumer<StoreResult<NodeStat>> done);

    /** Deletes a node without children if its version is {@code expectedVersion}. */
    void delete(String path, int expectedVersion, Consumer<StoreOutcome> done);

    /** Carries out all of {@code ops} in order or none of them. */
    void multi(List<StoreOp> ops, Consumer<MultiResult> done);

    /** Makes later reads of this client see every write that was acknowledged to anyone before this call. */
    void sync(String path, Consumer<StoreOutcome> done);

    /** Ends the session at once, so that its ephemeral nodes vanish; no callback starts after this returns normally. */
    @Override
    void close();
}
