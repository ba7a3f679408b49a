package dev.leat.broker.request.admin;

import dev.leat.controller.cluster.ClusterImage;
import dev.leat.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a request about settings is about.
 *
 * @param type as on the wire: 2 topic, 4 broker; others have no settings here
 * @param name the topic's name; the broker's id, or "" for what all brokers have
 */
record ConfigResource(byte type, String name) {
    static final byte TOPIC = 2;
    static final byte BROKER = 4;

    /** Why this resource cannot be looked at here. */
    record Problem(ErrorCode error, String message) {}

    boolean isTopic() {
        return type == TOPIC;
    }

    boolean isAllBrokers() {
        return type == BROKER && name.isEmpty();
    }

    /** Null if broker {@code brokerId} can deal with it. */
    @Nullable
    Problem problem(ClusterImage image, int brokerId) {
        if (type == TOPIC) {
            return image.topic(name) != null
                    ? null
                    : new Problem(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "There is no topic '" + name + "'.");
        }
        if (type != BROKER) {
            return new Problem(ErrorCode.INVALID_REQUEST, "Resources of type " + type + " have no settings in Leat.");
        }
        return name.isEmpty() || name.equals(Integer.toString(brokerId))
                ? null
                : new Problem(
                        ErrorCode.INVALID_REQUEST,
                        "Unexpected broker id, expected " + brokerId + " or empty string, but received '" + name + "'");
    }
}
