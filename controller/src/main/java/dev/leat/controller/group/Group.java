package dev.leat.controller.group;

import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Protocol;
import dev.leat.controller.group.StoredRecord.GroupSnapshot;
import dev.leat.controller.group.StoredRecord.MemberSnapshot;
import dev.leat.controller.group.TimerQueue.Timer;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** State of one classic group, with the counts that keep its rules cheap. Decides nothing: see the rules beside it. */
final class Group {
    static final String CONSUMER_PROTOCOL = "consumer";

    private final String id;
    private final RebalanceProgress progress;
    private final GroupOffsets offsets = new GroupOffsets();
    private final Map<String, Member> members = new LinkedHashMap<>(); // in order of joining
    private final Map<String, String> memberIdByInstance = new HashMap<>();
    private final Map<String, Timer> pendingMembers = new LinkedHashMap<>(); // ids given out, not yet used
    private final Set<String> unsynced = new LinkedHashSet<>(); // members whose sync of this generation is missing
    private final ProtocolSupport support = new ProtocolSupport();
    private GroupState state = GroupState.EMPTY;
    private long stateTimestampMs = -1;
    private int generationId;
    private @Nullable String protocolType;
    private @Nullable String protocol;
    private @Nullable String leader;
    private @Nullable Set<String> subscribedTopics;
    private int awaitedJoinCount;
    private int appendCount;

    /**
     * @param progress makes the group's rebalance timers, which need the group itself
     */
    Group(String id, Function<Group, RebalanceProgress> progress) {
        this.id = id;
        this.progress = progress.apply(this);
    }

    String id() {
        return id;
    }

    RebalanceProgress progress() {
        return progress;
    }

    GroupOffsets offsets() {
        return offsets;
    }

    GroupState state() {
        return state;
    }

    boolean is(GroupState other) {
        return state == other;
    }

    /** Only {@link Turn#transition} calls this. */
    void become(GroupState next, long wallMs) {
        state = next;
        stateTimestampMs = wallMs;
    }

    long stateTimestampMs() {
        return stateTimestampMs;
    }

    int generationId() {
        return generationId;
    }

    @Nullable
    String protocolType() {
        return protocolType;
    }

    @Nullable
    String protocol() {
        return protocol;
    }

    @Nullable
    String leader() {
        return leader;
    }

    boolean isConsumerGroup() {
        return CONSUMER_PROTOCOL.equals(protocolType);
    }

    // -- members

    Collection<Member> members() {
        return members.values();
    }

    @Nullable
    Member member(String memberId) {
        return members.get(memberId);
    }

    @Nullable
    String memberIdOf(@Nullable String groupInstanceId) {
        return groupInstanceId == null ? null : memberIdByInstance.get(groupInstanceId);
    }

    /** NONE if the group has this member and its instance id, if any, is still its own. */
    ErrorCode check(String memberId, @Nullable String groupInstanceId) {
        if (groupInstanceId != null) {
            String owner = memberIdByInstance.get(groupInstanceId);
            if (owner == null) {
                return ErrorCode.UNKNOWN_MEMBER_ID;
            }
            if (!owner.equals(memberId)) {
                return ErrorCode.FENCED_INSTANCE_ID;
            }
        }
        return members.containsKey(memberId) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
    }

    /** Whether a member with these protocols could be part of the group. */
    boolean accepts(String type, List<Protocol> protocols) {
        if (members.isEmpty()) {
            return !type.isEmpty() && !protocols.isEmpty();
        }
        return type.equals(protocolType) && support.agreesWithAny(protocols, members.size());
    }

    void add(Member member, String type) {
        if (members.isEmpty()) {
            protocolType = type;
        }
        if (leader == null) {
            leader = member.id();
        }
        members.put(member.id(), member);
        if (member.groupInstanceId() != null) {
            memberIdByInstance.put(member.groupInstanceId(), member.id());
        }
        support.add(member.protocols());
    }

    /** Takes the member out; what it still awaits is the caller's to answer. */
    void remove(Member member) {
        awaitJoin(member, null);
        members.remove(member.id());
        unsynced.remove(member.id());
        support.remove(member.protocols());
        if (member.groupInstanceId() != null) {
            memberIdByInstance.remove(member.groupInstanceId(), member.id());
        }
        if (member.id().equals(leader)) {
            leader = members.isEmpty() ? null : members.keySet().iterator().next();
        }
    }

    void update(Member member, Join join) {
        support.remove(member.protocols());
        member.update(join);
        support.add(member.protocols());
    }

    void update(Member member, List<Protocol> protocols, int sessionTimeoutMs, int rebalanceTimeoutMs) {
        support.remove(member.protocols());
        member.update(protocols, sessionTimeoutMs, rebalanceTimeoutMs);
        support.add(member.protocols());
    }

    /** Gives a static member the id of its new incarnation, which also takes over leadership and assignment. */
    void rename(Member member, String newId) {
        String oldId = member.id();
        members.remove(oldId);
        member.rename(newId);
        members.put(newId, member);
        memberIdByInstance.put(Objects.requireNonNull(member.groupInstanceId()), newId);
        if (unsynced.remove(oldId)) {
            unsynced.add(newId);
        }
        if (oldId.equals(leader)) {
            leader = newId;
        }
    }

    boolean isLeader(Member member) {
        return member.id().equals(leader);
    }

    void lead(Member member) {
        leader = member.id();
    }

    /** Member ids given out and not used yet, with the timers that take them back. */
    Map<String, Timer> pendingMembers() {
        return pendingMembers;
    }

    // -- rebalance

    void awaitJoin(Member member, @Nullable Join join) {
        awaitedJoinCount += (join == null ? 0 : 1) - (member.awaitedJoin() == null ? 0 : 1);
        member.awaitJoin(join);
    }

    int awaitedJoinCount() {
        return awaitedJoinCount;
    }

    boolean everyoneJoined() {
        return awaitedJoinCount == members.size() && pendingMembers.isEmpty();
    }

    Set<String> unsynced() {
        return unsynced;
    }

    /** Longest time that any member asked for to join again, in ms. */
    int rebalanceTimeoutMs() {
        return members.values().stream()
                .mapToInt(Member::rebalanceTimeoutMs)
                .max()
                .orElse(0);
    }

    String electProtocol() {
        return support.elect(members.values());
    }

    /** Begins a generation of the members there are. */
    void beginGeneration() {
        generationId++;
        protocol = members.isEmpty() ? null : electProtocol();
        unsynced.clear();
        subscribedTopics = subscriptions();
    }

    // -- what others may know

    /** Whether a live consumer reads {@code topic}; assumed of a consumer group whose metadata cannot be read. */
    boolean isSubscribedTo(String topic) {
        return subscribedTopics == null ? isConsumerGroup() : subscribedTopics.contains(topic);
    }

    boolean knowsSubscriptions() {
        return subscribedTopics != null;
    }

    private @Nullable Set<String> subscriptions() {
        if (!isConsumerGroup() || (protocol == null && !members.isEmpty())) {
            return null;
        }
        List<Bytes> metadata = members.values().stream()
                .map(member -> member.metadata(protocol))
                .toList();
        return Subscriptions.topics(metadata);
    }

    GroupSnapshot snapshot(Function<Member, Bytes> assignments) {
        List<MemberSnapshot> stored = new ArrayList<>(members.size());
        for (Member member : members.values()) {
            stored.add(new MemberSnapshot(
                    member.id(),
                    member.groupInstanceId(),
                    member.clientId(),
                    member.clientHost(),
                    member.rebalanceTimeoutMs(),
                    member.sessionTimeoutMs(),
                    member.metadata(protocol),
                    assignments.apply(member)));
        }
        String type = protocolType == null ? "" : protocolType;
        return new GroupSnapshot(type, generationId, protocol, leader, stateTimestampMs, stored);
    }

    /** Becomes what the record says, offsets aside; only while loading. */
    void restore(GroupSnapshot stored) {
        forgetMembers();
        generationId = stored.generationId();
        protocolType = stored.protocolType().isEmpty() ? null : stored.protocolType();
        protocol = stored.protocol();
        stateTimestampMs = stored.stateTimestampMs();
        state = stored.members().isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
        String memberProtocol = protocol == null ? "" : protocol;
        stored.members().forEach(member -> add(new Member(member, memberProtocol), stored.protocolType()));
        leader = stored.leader();
        subscribedTopics = subscriptions();
    }

    /** Becomes a group without members and past, offsets aside; only while loading. */
    void forget() {
        forgetMembers();
        generationId = 0;
        protocolType = null;
        protocol = null;
        stateTimestampMs = -1;
        state = GroupState.EMPTY;
        subscribedTopics = null;
    }

    private void forgetMembers() {
        members.clear();
        memberIdByInstance.clear();
        unsynced.clear();
        support.clear();
        leader = null;
        awaitedJoinCount = 0;
    }

    // -- appends

    void appendBegins() {
        appendCount++;
    }

    void appendEnds() {
        appendCount--;
    }

    boolean isAppending() {
        return appendCount > 0;
    }

    /** Whether nothing would be lost if the group were forgotten without a record of it. */
    boolean isUnused() {
        return state == GroupState.EMPTY
                && generationId == 0
                && pendingMembers.isEmpty()
                && offsets.isEmpty()
                && !isAppending();
    }
}
