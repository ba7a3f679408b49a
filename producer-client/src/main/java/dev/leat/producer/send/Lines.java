package dev.leat.producer.send;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.PartitionView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where partitions stand in line: for their leaders, or apart while it is not known who leads them. Only the loop. */
final class Lines {
    private final Cluster cluster;
    private final Map<Integer, BrokerLink> links = new LinkedHashMap<>();
    private final Set<PartitionSender> leaderless = new LinkedHashSet<>();

    Lines(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Stands {@code sender} in line for its leader, or asks who that is. */
    void join(PartitionSender sender) {
        BrokerLink link = linkFor(sender);
        if (link == null) {
            leaderless.add(sender);
            cluster.requestRefresh(List.of(sender.partition().topic()));
            return;
        }
        sender.useLink(link);
        sender.setInLine(true);
        link.line().addLast(sender);
    }

    /** The leader's link, or null while there is none; the former leader's while batches are on their way there. */
    private @Nullable BrokerLink linkFor(PartitionSender sender) {
        BrokerLink former = sender.link();
        if (former != null && sender.outbox().hasInFlight()) {
            return former;
        }
        ClusterView view = cluster.view();
        PartitionView partition = view.partitionOrNull(sender.partition());
        return partition == null || !partition.hasLeader() || !view.brokers().containsKey(partition.leader())
                ? null
                : links.computeIfAbsent(partition.leader(), BrokerLink::new);
    }

    /** Those that had no leader when they were to stand in line; they may try again. */
    List<PartitionSender> takeLeaderless() {
        List<PartitionSender> waiting = new ArrayList<>(leaderless);
        leaderless.clear();
        return waiting;
    }

    /** Every broker that something was sent to, as of now. */
    List<BrokerLink> links() {
        return List.copyOf(links.values());
    }
}
