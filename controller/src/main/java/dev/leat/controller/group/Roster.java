package dev.leat.controller.group;

import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Protocol;
import dev.leat.protocol.error.ErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members of a group, who leads them, and counts of what they wait for and agree on. */
final class Roster {
    private final Map<String, Member> members = new LinkedHashMap<>(); // in order of joining
    private final Map<String, String> memberIdByInstance = new HashMap<>(); // looked up only
    private final ProtocolSupport support = new ProtocolSupport();
    private @Nullable String leader;
    private int awaitedJoinCount;

    Collection<Member> all() {
        return members.values();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    int size() {
        return members.size();
    }

    @Nullable
    Member find(String memberId) {
        return members.get(memberId);
    }

    @Nullable
    String memberIdOf(@Nullable String groupInstanceId) {
        return groupInstanceId == null ? null : memberIdByInstance.get(groupInstanceId);
    }

    /** NONE if there is such a member and its instance id, if any, is still its own. */
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

    /** Adds a member, who leads if nobody does. */
    void add(Member member) {
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
        support.remove(member.protocols());
        if (member.groupInstanceId() != null) {
            memberIdByInstance.remove(member.groupInstanceId(), member.id());
        }
        if (isLeader(member)) {
            leader = members.isEmpty() ? null : members.keySet().iterator().next();
        }
    }

    void clear() {
        members.clear();
        memberIdByInstance.clear();
        support.clear();
        leader = null;
        awaitedJoinCount = 0;
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

    /** Gives a static member the id of another incarnation, which also takes over leadership. */
    void rename(Member member, String newId) {
        if (isLeader(member)) {
            leader = newId;
        }
        members.remove(member.id());
        member.rename(newId);
        members.put(newId, member);
        memberIdByInstance.put(Objects.requireNonNull(member.groupInstanceId()), newId);
    }

    @Nullable
    String leader() {
        return leader;
    }

    boolean isLeader(Member member) {
        return member.id().equals(leader);
    }

    /** Makes a member the leader; null only while loading a group without one. */
    void lead(@Nullable String memberId) {
        leader = memberId;
    }

    /** Lets a member wait with {@code join}, or no longer. */
    void awaitJoin(Member member, @Nullable Join join) {
        awaitedJoinCount += (join == null ? 0 : 1) - (member.awaitedJoin() == null ? 0 : 1);
        member.awaitJoin(join);
    }

    int awaitedJoinCount() {
        return awaitedJoinCount;
    }

    /** Longest time that any member asked for to join again, in ms. */
    int rebalanceTimeoutMs() {
        return members.values().stream()
                .mapToInt(Member::rebalanceTimeoutMs)
                .max()
                .orElse(0);
    }

    /** Whether every member can take part in one of {@code protocols}. */
    boolean agreesWithAny(List<Protocol> protocols) {
        return support.agreesWithAny(protocols, members.size());
    }

    /** The protocol that the members would choose now; there must be a member. */
    String electProtocol() {
        return support.elect(members.values());
    }
}
