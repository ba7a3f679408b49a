package dev.leat.broker.cluster;

import dev.leat.protocol.error.ErrorCode;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Makes topics that clients or the broker itself need and that nobody has created. Any thread. */
public interface AutoTopics {
    /** Whether a client's mention of a topic may create it (auto.create.topics.enable). */
    boolean enabledForClients();

    /**
     * Creates those of {@code names} that do not exist, internal ones with their own settings.
     *
     * @return completes when the view shows them; the map has the error of each that could not be made
     */
    CompletableFuture<Map<String, ErrorCode>> ensure(Collection<String> names);
}
