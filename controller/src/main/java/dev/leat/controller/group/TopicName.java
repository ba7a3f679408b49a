package dev.leat.controller.group;

import dev.leat.protocol.model.Uuid;

/**
 * A topic as a client or the cluster image names it.
 *
 * @param name never empty
 * @param id {@link Uuid#ZERO} where the speaker does not know it
 */
public record TopicName(String name, Uuid id) {
    /** Whether both may be the same incarnation of the topic; an unknown id matches every one. */
    boolean mayBe(Uuid other) {
        return id.isZero() || other.isZero() || id.equals(other);
    }
}
