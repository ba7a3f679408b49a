package dev.leat.controller.cluster;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * How one item of a request ended.
 *
 * @param name the topic's name as far as known, or the broker id as text
 * @param topicId the topic's id as far as known, else {@link Uuid#ZERO}
 * @param error {@link ErrorCode#REQUEST_TIMED_OUT} where it is not known whether the change was made
 * @param message why it failed, for people; null with {@link ErrorCode#NONE}
 * @param topic the topic after a successful change (for validate-only: as it would be), else null
 */
public record ItemResult(
        String name,
        Uuid topicId,
        ErrorCode error,
        @Nullable String message,
        @Nullable TopicImage topic) {
    static ItemResult of(TopicImage topic) {
        return new ItemResult(topic.name(), topic.id(), ErrorCode.NONE, null, topic);
    }

    static ItemResult failed(String name, ErrorCode error, String message) {
        return new ItemResult(name, Uuid.ZERO, error, message, null);
    }

    public boolean isOk() {
        return error == ErrorCode.NONE;
    }
}
