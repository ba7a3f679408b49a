package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one image to the next.
 *
 * @param version the image's version after the change
 * @param whole the image is a new one as a whole, after an election: it may differ from the last in anything, and the
 *     lists compare it with nothing
 * @param topics topics that are new or changed, by name
 * @param deleted topics that are gone
 * @param brokers ids of the brokers that registered, registered anew or went
 * @param brokerConfigs ids of the brokers whose dynamic settings changed, {@link ClusterImage#ALL_BROKERS} for the default
 */
public record ClusterDelta(
        long version,
        boolean whole,
        List<TopicChange> topics,
        List<TopicDeletion> deleted,
        Set<Integer> brokers,
        Set<Integer> brokerConfigs) {

    /**
     * A topic before and after.
     *
     * @param before null if the topic is new
     */
    public record TopicChange(@Nullable TopicImage before, TopicImage after) {}

    /** A topic that was deleted, with the term of the controller that ordered it. */
    public record TopicDeletion(TopicImage last, int controllerEpoch) {
        public Uuid topicId() {
            return last.id();
        }
    }
}
