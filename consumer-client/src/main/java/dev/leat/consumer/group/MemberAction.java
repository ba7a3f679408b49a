package dev.leat.consumer.group;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a member asks of its driver. Immutable. */
sealed interface MemberAction {
    /**
     * Send {@code request} to the group's coordinator, after looking for it if it is not known. The driver answers once,
     * with {@link MemberEvent.Answered} or {@link MemberEvent.Unanswered}.
     *
     * @param timeoutMs longest wait for the answer, in ms
     * @param isLast whether this is a good-bye, which closing waits for
     */
    record Send(int attempt, ApiRequest request, int timeoutMs, boolean isLast) implements MemberAction {
        public Send(int attempt, ApiRequest request, int timeoutMs) {
            this(attempt, request, timeoutMs, false);
        }
    }

    /** Tell the coordinator that this member goes; nobody waits for the answer. */
    record Leave(String memberId, @Nullable String groupInstanceId, String reason) implements MemberAction {}

    /** The broker that was asked last is not the coordinator; look again before the next request. */
    record ForgetCoordinator() implements MemberAction {}

    /** Ask the cluster about {@code topics}; answered by {@link MemberEvent.TopicsLearnt}, or unanswered. */
    record LearnTopics(int attempt, Set<String> topics) implements MemberAction {}

    /** Find out the names of {@code topicIds}; the answer comes as {@link MemberEvent.TopicsChanged}, sooner or later. */
    record LearnTopicIds(Set<Uuid> topicIds) implements MemberAction {}

    /**
     * Have the polling thread take {@code gone} from the application and then give it {@code added}; it answers with
     * {@link MemberEvent.HandedOver}.
     *
     * @param lost whether {@code gone} belongs to others already, so that it cannot be committed any more
     */
    record HandOver(int turn, Set<TopicPartition> gone, boolean lost, Set<TopicPartition> added)
            implements MemberAction {
        public HandOver {
            gone = Set.copyOf(gone);
            added = Set.copyOf(added);
        }
    }

    /** Throw {@code failure} out of the application's poll: of the next one, or of each from now on if {@code forGood}. */
    record Fail(ClientException failure, boolean forGood) implements MemberAction {}

    /**
     * Under which name the member commits.
     *
     * @param epoch generation (classic) or member epoch (KIP-848); -1 outside of the group
     * @param memberId empty outside of the group
     */
    record Identity(int epoch, String memberId) {
        static final Identity NONE = new Identity(-1, "");
    }
}
