package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;

/**
 * Names a topic either way: with an empty name it is the id that counts.
 *
 * @param name empty to name the topic by its id
 * @param id {@link Uuid#ZERO} to name the topic by its name
 */
public record TopicRef(String name, Uuid id) {
    public static TopicRef byName(String name) {
        return new TopicRef(name, Uuid.ZERO);
    }

    public static TopicRef byId(Uuid id) {
        return new TopicRef("", id);
    }
}
