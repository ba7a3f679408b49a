package dev.leat.client.admin;

import dev.leat.protocol.model.Uuid;

/**
 * What was created.
 *
 * @param id {@link Uuid#ZERO} if the broker is too old to tell
 * @param partitions -1 if the broker is too old to tell
 * @param replicas -1 if the broker is too old to tell
 */
public record CreatedTopic(String name, Uuid id, int partitions, int replicas) {}
