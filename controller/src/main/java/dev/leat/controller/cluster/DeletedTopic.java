package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;

/**
 * An order to delete what a broker holds of a topic. Without one, data of an unknown topic id is set aside, not deleted.
 *
 * @param controllerEpoch term in which the topic was deleted
 */
public record DeletedTopic(Uuid topicId, int controllerEpoch) {}
