package dev.leat.controller.group;

import dev.leat.controller.group.GroupRequest.Protocol;
import dev.leat.controller.group.StoredRecord.GroupSnapshot;
import dev.leat.controller.group.TimerQueue.Timer;
import dev.leat.protocol.model.Bytes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** State of one classic group. Decides nothing: see the rules beside it. */
final class Group {
    private static final String CONSUMER_PROTOCOL = "consumer";

    private final String id;
    private final RebalanceProgress progress;
    private final Roster roster = new Roster();
    private final GroupOffsets offsets = new GroupOffsets();
    private final Map<String, Timer> pendingMembers = new LinkedHashMap<>();
    private final Set<Member> unsynced = new LinkedHashSet<>();
    private GroupState state = GroupState.EMPTY;
    private long stateTimestampMs = -1;
    private int generationId;
    private @Nullable String protocolType;
    private @Nullable String protocol;
    private @Nullable Set<String> subscribedTopics;
    private int appendCount;

    /**
     * An empty group.
     *
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

    Roster roster() {
        return roster;
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

    /** Wall time of the last change of state, -1 if unknown. */
    long stateTimestampMs() {
        return stateTimestampMs;
    }

    int generationId() {
        return generationId;
    }

    /** What its members are, kept when the last one leaves; null if there never was one. */
    @Nullable
    String protocolType() {
        return protocolType;
    }

    /** What the generation agreed on; null without members. */
    @Nullable
    String protocol() {
        return protocol;
    }

    boolean isConsumerGroup() {
        return CONSUMER_PROTOCOL.equals(protocolType);
    }

    /** Whether a member with these protocols could be part of the group. */
    boolean accepts(String type, List<Protocol> protocols) {
        return roster.isEmpty()
                ? !type.isEmpty() && !protocols.isEmpty()
                : type.equals(protocolType) && roster.agreesWithAny(protocols);
    }

    void add(Member member, String type) {
        if (roster.isEmpty()) {
            protocolType = type;
        }
        roster.add(member);
    }

    /** Takes the member out; what it still awaits is the caller's to answer. */
    void remove(Member member) {
        roster.remove(member);
        unsynced.remove(member);
    }

    /** Member ids given out and not used yet, with the timers that take them back. */
    Map<String, Timer> pendingMembers() {
        return pendingMembers;
    }

    boolean everyoneJoined() {
        return roster.awaitedJoinCount() == roster.size() && pendingMembers.isEmpty();
    }

    /** Members whose sync of this generation is missing. */
    Set<Member> unsynced() {
        return unsynced;
    }

    /** Begins a generation of the members there are. */
    void beginGeneration() {
        generationId++;
        protocol = roster.isEmpty() ? null : roster.electProtocol();
        unsynced.clear();
        subscribedTopics = subscriptions();
    }

    /** Whether a live consumer reads {@code topic}; assumed of a consumer group whose metadata cannot be read. */
    boolean isSubscribedTo(String topic) {
        return subscribedTopics == null ? isConsumerGroup() : subscribedTopics.contains(topic);
    }

    boolean knowsSubscriptions() {
        return subscribedTopics != null;
    }

    private @Nullable Set<String> subscriptions() {
        if (!isConsumerGroup() || (protocol == null && !roster.isEmpty())) {
            return null;
        }
        return Subscriptions.topics(
                roster.all().stream().map(member -> member.metadata(protocol)).toList());
    }

    /** The group as its record tells it, with these assignments. */
    GroupSnapshot snapshot(Function<Member, Bytes> assignments) {
        return new GroupSnapshot(
                protocolType == null ? "" : protocolType,
                generationId,
                protocol,
                roster.leader(),
                stateTimestampMs,
                roster.all().stream()
                        .map(member -> member.snapshot(protocol, assignments.apply(member)))
                        .toList());
    }

    /** Becomes what the record says, offsets aside; only while loading. */
    void restore(GroupSnapshot stored) {
        forget();
        generationId = stored.generationId();
        protocolType = stored.protocolType().isEmpty() ? null : stored.protocolType();
        protocol = stored.protocol();
        stateTimestampMs = stored.stateTimestampMs();
        state = stored.members().isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
        String memberProtocol = protocol == null ? "" : protocol;
        stored.members().forEach(member -> roster.add(new Member(member, memberProtocol)));
        roster.lead(stored.leader());
        subscribedTopics = subscriptions();
    }

    /** Becomes a group without members and past, offsets aside; only while loading. */
    void forget() {
        roster.clear();
        unsynced.clear();
        generationId = 0;
        protocolType = null;
        protocol = null;
        stateTimestampMs = -1;
        state = GroupState.EMPTY;
        subscribedTopics = null;
    }

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
