package dev.leat.cli.group;

import dev.leat.cli.verb.Waiting;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes part in a group: joins, keeps alive, stores positions, leaves. Main thread, except for the heartbeat. */
public final class GroupMember {
    private static final int HEARTBEAT_MS = 3_000;
    private static final Set<ErrorCode> JOIN_AGAIN =
            EnumSet.of(ErrorCode.REBALANCE_IN_PROGRESS, ErrorCode.UNKNOWN_MEMBER_ID, ErrorCode.ILLEGAL_GENERATION);

    private final Cluster cluster;
    private final String group;
    private final List<String> topics;
    private final int timeoutMs;
    private final GroupCalls calls;
    private final GroupOffsets offsets;
    private volatile String memberId = "";
    private volatile int generationId = -1;
    private volatile boolean joined;
    private volatile @Nullable RuntimeException failure;

    public GroupMember(Cluster cluster, String group, List<String> topics, int timeoutMs) {
        this.cluster = cluster;
        this.group = group;
        this.topics = List.copyOf(topics);
        this.timeoutMs = timeoutMs;
        calls = new GroupCalls(group);
        offsets = new GroupOffsets(group);
    }

    /** Joins, again if it was a member before, and gives the partitions that are this member's from now on. */
    public List<TopicPartition> join() {
        List<TopicPartition> mine = null;
        while (mine == null) {
            mine = tryJoin();
        }
        scheduleHeartbeat(generationId);
        return mine;
    }

    private @Nullable List<TopicPartition> tryJoin() {
        JoinGroupResponse answer = Waiting.on(cluster.retrying(
                () -> cluster.toCoordinator(group, calls.join(memberId, topics).then(this::checked)), timeoutMs));
        ErrorCode code = ErrorCode.of(answer.errorCode());
        memberId = code == ErrorCode.UNKNOWN_MEMBER_ID ? "" : answer.memberId();
        if (code != ErrorCode.NONE) {
            return null; // with the id that the coordinator wants to see, once more
        }
        joinedAs(answer.generationId());
        try {
            boolean leads = answer.leader().equals(answer.memberId());
            Map<String, List<TopicPartition>> decision = leads ? decide(answer) : Map.of();
            return Waiting.on(cluster.toCoordinator(group, calls.sync(memberId, generationId, decision)));
        } catch (ClientException refused) {
            return rejoinOrThrow(refused);
        }
    }

    /** From here on refusals of older generations mean nothing; those of this one only come after its first heartbeat. */
    private synchronized void joinedAs(int generation) {
        generationId = generation;
        joined = true;
    }

    private JoinGroupResponse checked(JoinGroupResponse answer) {
        ErrorCode code = ErrorCode.of(answer.errorCode());
        boolean part = code == ErrorCode.MEMBER_ID_REQUIRED || code == ErrorCode.UNKNOWN_MEMBER_ID;
        if (!part) {
            ClientErrors.check(answer.errorCode(), "joining group '" + group + "'", null);
        }
        return answer;
    }

    private Map<String, List<TopicPartition>> decide(JoinGroupResponse answer) {
        Map<String, List<String>> subscriptions = new HashMap<>();
        Set<String> all = new HashSet<>();
        answer.members().forEach(member -> {
            List<String> wanted = ConsumerProtocol.topics(member.metadata());
            subscriptions.put(member.memberId(), wanted);
            all.addAll(wanted);
        });
        ClusterView view = Waiting.on(cluster.refresh(new ArrayList<>(all), false));
        Map<String, Integer> counts = new HashMap<>();
        view.topics()
                .values()
                .forEach(topic -> counts.put(topic.name(), topic.partitions().size()));
        return RangeAssignor.assign(subscriptions, counts);
    }

    private @Nullable List<TopicPartition> rejoinOrThrow(ClientException refused) {
        ErrorCode code = refused.errorCode();
        if (code == null ? !ClientErrors.isRetriable(refused) : !JOIN_AGAIN.contains(code)) {
            throw refused;
        }
        if (code != ErrorCode.REBALANCE_IN_PROGRESS) {
            memberId = "";
        }
        return null;
    }

    private void scheduleHeartbeat(int generation) {
        cluster.network().scheduler().schedule(HEARTBEAT_MS, () -> heartbeat(generation));
    }

    private void heartbeat(int generation) {
        if (!joined || generation != generationId) {
            return;
        }
        cluster.toCoordinator(group, calls.heartbeat(memberId, generation)).whenComplete((alive, refused) -> {
            if (refused != null) {
                heartbeatRefused(generation, ClientErrors.from(refused));
            }
            scheduleHeartbeat(generation);
        });
    }

    /** The answer to a heartbeat sent in {@code generation}; it may come when the group is generations further. */
    synchronized void heartbeatRefused(int generation, ClientException refused) {
        if (generation != generationId) {
            return;
        }
        ErrorCode code = refused.errorCode();
        if (code != null && JOIN_AGAIN.contains(code)) {
            joined = false;
            if (code != ErrorCode.REBALANCE_IN_PROGRESS) {
                memberId = "";
            }
        } else if (!ClientErrors.isRetriable(refused)) {
            failure = refused;
        }
    }

    /** Whether the partitions are still this member's; if not, join again. Throws if the group refused it for good. */
    public boolean isMember() {
        RuntimeException refused = failure;
        if (refused != null) {
            throw refused;
        }
        return joined;
    }

    /** The stored positions of those of {@code partitions} that have one. */
    public Map<TopicPartition, Long> committed(List<TopicPartition> partitions) {
        return Waiting.on(cluster.retrying(() -> cluster.toCoordinator(group, offsets.fetch(partitions)), timeoutMs));
    }

    /** Stores positions; without effect when the group moved on meanwhile, since then others own the partitions. */
    public void commit(Map<TopicPartition, Long> positions) {
        if (positions.isEmpty() || memberId.isEmpty()) {
            return;
        }
        try {
            Waiting.on(cluster.retrying(
                    () -> cluster.toCoordinator(group, offsets.commit(memberId, generationId, positions)), timeoutMs));
        } catch (ClientException refused) {
            ErrorCode code = refused.errorCode();
            if (code == null || !JOIN_AGAIN.contains(code)) {
                throw refused;
            }
            joined = false;
        }
    }

    /** Leaves, so that the others need not wait for this member's session to run out. */
    public void leave() {
        joined = false;
        if (!memberId.isEmpty()) {
            Waiting.on(cluster.toCoordinator(group, calls.leave(memberId)).exceptionally(gone -> false));
        }
    }
}
