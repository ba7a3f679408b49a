package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.FatalException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.LeaveGroupRequest;
import dev.leat.protocol.message.LeaveGroupRequest.MemberIdentity;
import dev.leat.protocol.message.LeaveGroupResponse;
import dev.leat.protocol.message.LeaveGroupResponse.MemberResponse;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes members of groups of the classic protocol, in their place (LeaveGroup, KIP-345). Those who stay share out what they
 * had. A consumer that still polls finds out with its next heartbeat and joins anew.
 */
public final class GroupMemberAdmin {
    private static final int MEMBER_LIST_SINCE = 3; // KIP-345: before that a member could only leave by itself
    private static final String REASON = "removed by an administrator"; // for the coordinator's log, KIP-800
    private static final String FOUND_BY_INSTANCE = ""; // the member id of whoever is looked for by its instance id

    private final GroupAdmin groups;
    private final Batches batches;

    /** @param timeoutMs how long retriable failures are retried, in ms */
    public GroupMemberAdmin(Cluster cluster, long timeoutMs) {
        groups = new GroupAdmin(cluster, timeoutMs);
        batches = new Batches(cluster, timeoutMs);
    }

    /**
     * Removes static members, each by its {@code group.instance.id}; gives these ids. An id that the group does not have
     * fails with {@code UNKNOWN_MEMBER_ID}, as all do if there is no such group.
     */
    public CompletableFuture<Results<String, String>> remove(String group, Collection<String> instanceIds) {
        return leave(group, instanceIds, GroupMemberAdmin::byInstance, MemberResponse::groupInstanceId);
    }

    private static MemberIdentity byInstance(String instanceId) {
        return MemberIdentity.builder()
                .memberId(FOUND_BY_INSTANCE)
                .groupInstanceId(instanceId)
                .reason(REASON)
                .build();
    }

    /**
     * Removes whoever is a member now, static or not; gives their member ids. Who joins meanwhile stays, who leaves
     * meanwhile is found among the failures. Fails as a whole if the group cannot be described.
     */
    public CompletableFuture<Results<String, String>> removeAll(String group) {
        return groups.describe(List.of(group))
                .thenCompose(described -> leave(
                        group, memberIds(described.of(group)), GroupMemberAdmin::byMemberId, MemberResponse::memberId));
    }

    private static List<String> memberIds(GroupDescription group) {
        return group.members().stream().map(GroupDescription.Member::id).toList();
    }

    private static MemberIdentity byMemberId(String memberId) {
        return MemberIdentity.builder().memberId(memberId).reason(REASON).build();
    }

    /**
     * @param identity how the request names a member
     * @param name what the answer calls it by
     */
    private CompletableFuture<Results<String, String>> leave(
            String group,
            Collection<String> members,
            Function<String, MemberIdentity> identity,
            Function<MemberResponse, @Nullable String> name) {
        return batches.run(
                members,
                Routing.toCoordinatorOf(group),
                asked -> new Call<>(
                        ApiKey.LEAVE_GROUP,
                        Short.MAX_VALUE,
                        0,
                        version -> leaving(group, asked.stream().map(identity).toList(), version),
                        answer -> left(group, asked, name, (LeaveGroupResponse) answer)));
    }

    private static LeaveGroupRequest leaving(String group, List<MemberIdentity> members, int version) {
        if (version < MEMBER_LIST_SINCE) {
            throw new FatalException(
                    ErrorCode.UNSUPPORTED_VERSION, "the broker is too old for removing members of a group", "", null);
        }
        return LeaveGroupRequest.builder().groupId(group).members(members).build();
    }

    private static Results<String, String> left(
            String group,
            List<String> asked,
            Function<MemberResponse, @Nullable String> name,
            LeaveGroupResponse response) {
        if (response.errorCode() != ErrorCode.NONE.code()) {
            String what = "removing members of group '" + group + "'";
            return Results.allFailed(asked, ClientErrors.of(ErrorCode.of(response.errorCode()), what, null));
        }
        Results.Builder<String, String> results = new Results.Builder<>();
        for (MemberResponse answer : response.members()) {
            String member = String.valueOf(name.apply(answer));
            String what = "removing member '" + member + "' of group '" + group + "'";
            results.put(member, member, answer.errorCode(), what, null);
        }
        return results.build();
    }
}
