package dev.leat.controller.group.api;

import dev.leat.controller.group.TopicName;
import dev.leat.protocol.model.Uuid;
import org.jspecify.annotations.Nullable;

/** Which topics the cluster has; the broker answers from its cluster image. */
public interface TopicDirectory {
    /** The topic of that name with its id, or null if there is none. */
    @Nullable
    TopicName byName(String name);

    /** The topic of that id with its name, or null if there is none. */
    @Nullable
    TopicName byId(Uuid id);
}
