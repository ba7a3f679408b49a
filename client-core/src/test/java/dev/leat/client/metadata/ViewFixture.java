package dev.leat.client.metadata;

import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Views with as little in them as a test needs. */
final class ViewFixture {
    static final Uuid ID = new Uuid(1, 1);

    private ViewFixture() {}

    static BrokerView broker(int id) {
        return new BrokerView(id, new HostPort("host" + id, 9092), null);
    }

    /** Partition n is led by broker {@code leaders[n]} in that epoch. */
    static TopicView topic(String name, Uuid id, int leaderEpoch, int... leaders) {
        List<PartitionView> partitions = new ArrayList<>();
        for (int leader : leaders) {
            partitions.add(new PartitionView(partitions.size(), leader, leaderEpoch, List.of(1, 2), List.of(1, 2)));
        }
        return new TopicView(name, id, false, partitions);
    }

    static ClusterView view(TopicView topic) {
        return new ClusterView("c", 1, Map.of(1, broker(1), 2, broker(2)), Map.of(topic.name(), topic), Map.of());
    }

    static ClusterView failing(String topic, ErrorCode failure) {
        return new ClusterView("c", 1, Map.of(1, broker(1)), Map.of(), Map.of(topic, failure));
    }
}
