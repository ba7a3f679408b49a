package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.net.Call;
import dev.leat.protocol.message.ListGroupsRequest;
import dev.leat.protocol.message.ListGroupsResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks at consumer groups. */
public final class GroupAdmin {
    private final Cluster cluster;

    public GroupAdmin(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * A group as its coordinator lists it.
     *
     * @param protocolType "consumer" for consumers; empty if nobody joined yet
     * @param state empty if the broker is too old to tell
     */
    public record ListedGroup(String id, String protocolType, String state) {}

    /** The groups of all brokers, by name. */
    public CompletableFuture<List<ListedGroup>> list() {
        return cluster.refresh(List.of(), false).thenCompose(this::listAtEach);
    }

    private CompletableFuture<List<ListedGroup>> listAtEach(ClusterView view) {
        CompletableFuture<List<ListedGroup>> all = CompletableFuture.completedFuture(List.of());
        for (int broker : view.brokers().keySet()) {
            all = all.thenCombine(cluster.toBroker(broker, call()), GroupAdmin::joined);
        }
        return all;
    }

    private static Call<List<ListedGroup>> call() {
        return Call.of(ListGroupsRequest.builder().build(), ListGroupsResponse.class)
                .then(GroupAdmin::read);
    }

    private static List<ListedGroup> read(ListGroupsResponse response) {
        ClientErrors.check(response.errorCode(), "listing groups", null);
        return response.groups().stream()
                .map(group -> new ListedGroup(group.groupId(), group.protocolType(), group.groupState()))
                .toList();
    }

    private static List<ListedGroup> joined(List<ListedGroup> some, List<ListedGroup> more) {
        List<ListedGroup> all = new ArrayList<>(some);
        all.addAll(more);
        all.sort(Comparator.comparing(ListedGroup::id));
        return all;
    }
}
