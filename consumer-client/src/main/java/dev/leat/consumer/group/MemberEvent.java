package dev.leat.consumer.group;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.model.Uuid;
import java.util.Map;
import java.util.Set;

/** What happens to a member. Immutable; the time comes beside it. */
sealed interface MemberEvent {
    /** Time has passed: {@link GroupMember#wakeAtMs()} may have been reached. */
    record Tick() implements MemberEvent {}

    /** The application polled, so it is alive. */
    record Polled() implements MemberEvent {}

    /**
     * The application wants {@code topics}, which replace those of before. Also told when a pattern matches others than
     * before.
     */
    record Subscribed(Subscription subscription) implements MemberEvent {}

    /** The application has given up every partition and wants to be out of the group; {@code reason} is for the broker. */
    record Unsubscribed(String reason) implements MemberEvent {}

    /** The answer to {@link MemberAction.Send} number {@code attempt}. */
    record Answered(int attempt, ApiResponse response) implements MemberEvent {}

    /** There is no answer to the request number {@code attempt}: connection, time-out, a version that is not there. */
    record Unanswered(int attempt, ClientException failure) implements MemberEvent {}

    /** The answer to {@link MemberAction.LearnTopics}; topics that do not exist are missing. */
    record TopicsLearnt(int attempt, Map<String, Integer> partitionCounts) implements MemberEvent {
        public TopicsLearnt {
            partitionCounts = Map.copyOf(partitionCounts);
        }
    }

    /**
     * The cluster's topics look different from before.
     *
     * @param partitionCounts of topics that are known now; a missing one tells nothing
     * @param names of topics by id
     */
    record TopicsChanged(Map<String, Integer> partitionCounts, Map<Uuid, String> names) implements MemberEvent {
        public TopicsChanged {
            partitionCounts = Map.copyOf(partitionCounts);
            names = Map.copyOf(names);
        }
    }

    /** The polling thread has done {@link MemberAction.HandOver} number {@code turn}. */
    record HandedOver(int turn) implements MemberEvent {}

    /** What an application subscribes to: names, or a pattern that the broker resolves (KIP-848), never both. */
    record Subscription(Set<String> topics, String regex) {
        public Subscription {
            topics = Set.copyOf(topics);
        }

        static Subscription to(Set<String> topics) {
            return new Subscription(topics, "");
        }
    }
}
