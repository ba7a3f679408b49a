package dev.leat.consumer.group;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.leat.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.leat.protocol.message.ConsumerGroupHeartbeatResponse.Assignment;
import dev.leat.protocol.message.ConsumerGroupHeartbeatResponse.TopicPartitions;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What KIP-848 asks of a coordinator, for one topic and dynamic members, as small as can be. */
final class ModernModel implements SimulatedBroker {
    static final Uuid TOPIC_ID = new Uuid(8, 48);
    private static final int SESSION_MS = 10_000;
    private static final int INTERVAL_MS = 1_000;

    private static final class Member {
        private int epoch;
        private int previousEpoch;
        private Set<Integer> assigned = new TreeSet<>();
        private Set<Integer> toGiveUp = new TreeSet<>(); // it has not said yet that it did
        private Set<Integer> owned = Set.of(); // as it said last
        private long heardAtMs;
    }

    private final TreeMap<String, Member> members = new TreeMap<>();
    private Map<String, Set<Integer>> target = Map.of();
    private int groupEpoch;
    private int partitions = 6;
    private long nowMs;

    @Override
    public void advanceTo(long timeMs) {
        nowMs = timeMs;
        if (members.values().removeIf(member -> timeMs - member.heardAtMs > SESSION_MS)) {
            retarget();
        }
    }

    /** Everything is in the log. */
    @Override
    public void move() {}

    @Override
    public void grow(int count) {
        partitions = count;
        retarget();
    }

    private void retarget() {
        groupEpoch++;
        TreeMap<String, Set<Integer>> next = new TreeMap<>();
        members.keySet().forEach(id -> next.put(id, new TreeSet<>()));
        int limit = members.isEmpty() ? 0 : (partitions + members.size() - 1) / members.size();
        Set<Integer> free = new TreeSet<>();
        for (int i = 0; i < partitions; i++) {
            free.add(i);
        }
        members.forEach((id, member) -> member.assigned.stream().limit(limit).forEach(partition -> {
            next.getOrDefault(id, Set.of()).add(partition);
            free.remove(partition);
        }));
        for (int partition : free) {
            next.values().stream()
                    .min(java.util.Comparator.comparingInt(Set::size))
                    .ifPresent(least -> least.add(partition));
        }
        balance(next);
        target = next;
    }

    private static void balance(TreeMap<String, Set<Integer>> shares) {
        while (!shares.isEmpty()) {
            var bySize = java.util.Comparator.<Set<Integer>>comparingInt(Set::size);
            TreeSet<Integer> most = (TreeSet<Integer>) java.util.Collections.max(shares.values(), bySize);
            Set<Integer> least = java.util.Collections.min(shares.values(), bySize);
            if (most.size() - least.size() < 2) {
                return;
            }
            least.add(java.util.Objects.requireNonNull(most.pollLast()));
        }
    }

    @Override
    public void ask(ApiRequest request, Consumer<ApiResponse> then) {
        then.accept(heartbeat((ConsumerGroupHeartbeatRequest) request));
    }

    private ConsumerGroupHeartbeatResponse heartbeat(ConsumerGroupHeartbeatRequest request) {
        Member member = members.get(request.memberId());
        if (request.memberEpoch() < 0) {
            members.remove(request.memberId());
            retarget();
            return answer(ErrorCode.NONE, request.memberId(), request.memberEpoch(), null);
        }
        if (request.memberEpoch() == ModernHeartbeats.JOIN_EPOCH) {
            member = join(request.memberId());
        } else if (member == null) {
            return answer(ErrorCode.UNKNOWN_MEMBER_ID, request.memberId(), 0, null);
        } else if (!isCurrent(member, request)) {
            members.remove(request.memberId()); // and it starts anew
            retarget();
            return answer(ErrorCode.FENCED_MEMBER_EPOCH, request.memberId(), 0, null);
        }
        member.heardAtMs = nowMs;
        var owned = request.topicPartitions();
        if (owned != null) {
            Set<Integer> said = new TreeSet<>();
            owned.forEach(topic -> said.addAll(topic.partitions()));
            member.owned = said;
            member.toGiveUp.retainAll(said);
        }
        reconcile(request.memberId(), member);
        return answer(ErrorCode.NONE, request.memberId(), member.epoch, member.assigned);
    }

    /** One who did not get the last answer may come with the epoch before, if it holds nothing it should not. */
    private static boolean isCurrent(Member member, ConsumerGroupHeartbeatRequest request) {
        boolean missedOne = request.memberEpoch() == member.previousEpoch && member.assigned.containsAll(member.owned);
        return request.memberEpoch() == member.epoch || missedOne;
    }

    private Member join(String memberId) {
        Member member = new Member();
        members.put(memberId, member);
        retarget();
        return member;
    }

    private void reconcile(String id, Member member) {
        if (!member.toGiveUp.isEmpty()) {
            return;
        }
        Set<Integer> wanted = target.getOrDefault(id, Set.of());
        Set<Integer> gone = new TreeSet<>(member.assigned);
        gone.removeAll(wanted);
        if (!gone.isEmpty()) {
            member.assigned.removeAll(gone);
            member.toGiveUp = gone;
            return;
        }
        if (member.epoch != groupEpoch) {
            member.previousEpoch = member.epoch;
            member.epoch = groupEpoch;
        }
        for (int partition : wanted) {
            boolean free = members.values().stream()
                    .filter(other -> other != member)
                    .noneMatch(other -> other.assigned.contains(partition) || other.toGiveUp.contains(partition));
            if (free) {
                member.assigned.add(partition);
            }
        }
    }

    private static ConsumerGroupHeartbeatResponse answer(
            ErrorCode error, String memberId, int epoch, @org.jspecify.annotations.Nullable Set<Integer> assigned) {
        return ConsumerGroupHeartbeatResponse.builder()
                .errorCode(error.code())
                .memberId(memberId)
                .memberEpoch(epoch)
                .heartbeatIntervalMs(INTERVAL_MS)
                .assignment(
                        assigned == null
                                ? null
                                : new Assignment(List.of(new TopicPartitions(TOPIC_ID, List.copyOf(assigned)))))
                .build();
    }

    @Override
    public void leave(MemberAction.Leave leave) {
        throw new AssertionError("this protocol leaves with a heartbeat");
    }

    @Override
    public void commit(
            MemberAction.Identity identity,
            String instanceId,
            TopicPartition partition,
            long offset,
            Consumer<ErrorCode> then) {
        Member member = members.get(identity.memberId());
        if (member == null) {
            then.accept(ErrorCode.UNKNOWN_MEMBER_ID);
        } else {
            then.accept(identity.epoch() == member.epoch ? ErrorCode.NONE : ErrorCode.STALE_MEMBER_EPOCH);
        }
    }

    @Override
    public boolean protects(MemberAction.Identity identity) {
        Member member = members.get(identity.memberId());
        Set<Integer> epochs = member == null ? Set.of() : new HashSet<>(List.of(member.epoch));
        return member != null && (epochs.contains(identity.epoch()) || identity.epoch() == member.previousEpoch);
    }
}
