package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.FatalException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DeleteGroupsRequest;
import dev.leat.protocol.message.DeleteGroupsResponse;
import dev.leat.protocol.message.DescribeGroupsRequest;
import dev.leat.protocol.message.DescribeGroupsResponse;
import dev.leat.protocol.message.ListGroupsRequest;
import dev.leat.protocol.message.ListGroupsResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lists, describes and deletes groups; their members leave through {@link GroupMemberAdmin}, their offsets
 * are with {@link GroupOffsetAdmin}.
 */
public final class GroupAdmin {
    private static final int STATES_SINCE = 4;
    private static final int TYPES_SINCE = 5;

    private final Cluster cluster;
    private final Batches batches;
    private final long timeoutMs;

    public GroupAdmin(Cluster cluster) {
        this(cluster, cluster.config().apiTimeoutMs());
    }

    /** @param timeoutMs how long retriable failures are retried, in ms */
    public GroupAdmin(Cluster cluster, long timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = timeoutMs;
        batches = new Batches(cluster, timeoutMs);
    }

    /**
     * A group as its coordinator lists it.
     *
     * @param protocolType "consumer" for consumers; empty if nobody joined yet
     * @param state such as "Stable" or "Empty"; empty if the broker is too old to tell
     * @param type such as "classic" or "consumer"; empty if the broker is too old to tell
     */
    public record ListedGroup(String id, String protocolType, String state, String type) {}

    /** The groups of all brokers, by name. */
    public CompletableFuture<List<ListedGroup>> list() {
        return list(List.of(), List.of());
    }

    /**
     * The groups of all brokers that are in one of {@code states} and of one of {@code types}, by name. Fails with {@code
     * UNSUPPORTED_VERSION} if a broker is too old to choose: by state from ListGroups 4 on (KIP-518), by type from 5 on
     * (KIP-848).
     *
     * @param states as in {@link ListedGroup#state}; empty for all
     * @param types as in {@link ListedGroup#type}; empty for all
     */
    public CompletableFuture<List<ListedGroup>> list(Collection<String> states, Collection<String> types) {
        ListGroupsRequest wanted = ListGroupsRequest.builder()
                .statesFilter(List.copyOf(states))
                .typesFilter(List.copyOf(types))
                .build();
        return cluster.retrying(
                () -> cluster.refresh(List.of(), false).thenCompose(view -> listAtEach(view, wanted)), timeoutMs);
    }

    private CompletableFuture<List<ListedGroup>> listAtEach(ClusterView view, ListGroupsRequest wanted) {
        CompletableFuture<List<ListedGroup>> all = CompletableFuture.completedFuture(List.of());
        for (int broker : view.brokers().keySet()) {
            all = all.thenCombine(cluster.toBroker(broker, call(wanted)), GroupAdmin::joined);
        }
        return all;
    }

    private static Call<List<ListedGroup>> call(ListGroupsRequest wanted) {
        return new Call<>(
                ApiKey.LIST_GROUPS,
                Short.MAX_VALUE,
                0,
                version -> carriedBy(version, wanted),
                answer -> read((ListGroupsResponse) answer));
    }

    private static ListGroupsRequest carriedBy(int version, ListGroupsRequest wanted) {
        checkChoice(version >= STATES_SINCE || wanted.statesFilter().isEmpty(), "state");
        checkChoice(version >= TYPES_SINCE || wanted.typesFilter().isEmpty(), "type");
        return wanted;
    }

    private static void checkChoice(boolean possible, String by) {
        if (!possible) {
            throw new FatalException(
                    ErrorCode.UNSUPPORTED_VERSION, "the broker is too old for listing groups by " + by, "", null);
        }
    }

    private static List<ListedGroup> read(ListGroupsResponse response) {
        ClientErrors.check(response.errorCode(), "listing groups", null);
        return response.groups().stream()
                .map(group ->
                        new ListedGroup(group.groupId(), group.protocolType(), group.groupState(), group.groupType()))
                .toList();
    }

    private static List<ListedGroup> joined(List<ListedGroup> some, List<ListedGroup> more) {
        List<ListedGroup> all = new ArrayList<>(some);
        all.addAll(more);
        all.sort(Comparator.comparing(ListedGroup::id));
        return all;
    }

    /** Groups with their members, as their coordinators know them. */
    public CompletableFuture<Results<String, GroupDescription>> describe(Collection<String> groups) {
        return batches.run(
                groups,
                Routing.toCoordinators(),
                ids -> Call.of(DescribeGroupsRequest.builder().groups(ids).build(), DescribeGroupsResponse.class)
                        .then(GroupAdmin::described));
    }

    private static Results<String, GroupDescription> described(DescribeGroupsResponse response) {
        Results.Builder<String, GroupDescription> results = new Results.Builder<>();
        for (DescribeGroupsResponse.DescribedGroup group : response.groups()) {
            results.put(
                    group.groupId(),
                    description(group),
                    group.errorCode(),
                    "describing group '" + group.groupId() + "'",
                    group.errorMessage());
        }
        return results.build();
    }

    private static GroupDescription description(DescribeGroupsResponse.DescribedGroup group) {
        return new GroupDescription(
                group.groupId(),
                group.groupState(),
                group.protocolType(),
                group.protocolData(),
                group.members().stream()
                        .map(member -> new GroupDescription.Member(
                                member.memberId(),
                                member.groupInstanceId(),
                                member.clientId(),
                                member.clientHost(),
                                member.memberMetadata(),
                                member.memberAssignment()))
                        .toList());
    }

    /** Deletes groups without members, with their offsets; gives their names. */
    public CompletableFuture<Results<String, String>> delete(Collection<String> groups) {
        return batches.run(
                groups,
                Routing.toCoordinators(),
                ids -> Call.of(DeleteGroupsRequest.builder().groupsNames(ids).build(), DeleteGroupsResponse.class)
                        .then(GroupAdmin::deleted));
    }

    private static Results<String, String> deleted(DeleteGroupsResponse response) {
        Results.Builder<String, String> results = new Results.Builder<>();
        for (DeleteGroupsResponse.DeletableGroupResult group : response.results()) {
            results.put(
                    group.groupId(),
                    group.groupId(),
                    group.errorCode(),
                    "deleting group '" + group.groupId() + "'",
                    group.errorMessage());
        }
        return results.build();
    }
}
