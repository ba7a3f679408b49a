package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Registrations for tests that name only what matters. */
final class TestBrokers {
    private TestBrokers() {}

    static BrokerRegistration broker(int id, long epoch) {
        return broker(id, epoch, BrokerInfo.UNCLEAN, null);
    }

    static BrokerRegistration returnedCleanly(int id, long from, long to) {
        return broker(id, to, from, null);
    }

    static BrokerRegistration inRack(int id, String rack) {
        return broker(id, id, BrokerInfo.UNCLEAN, rack);
    }

    static Map<Integer, BrokerRegistration> live(BrokerRegistration... brokers) {
        TreeMap<Integer, BrokerRegistration> live = new TreeMap<>();
        for (BrokerRegistration broker : brokers) {
            live.put(broker.brokerId(), broker);
        }
        return live;
    }

    static ReplicaEpoch member(int id, long epoch) {
        return new ReplicaEpoch(id, epoch);
    }

    private static BrokerRegistration broker(int id, long epoch, long cleanShutdownEpoch, @Nullable String rack) {
        BrokerEndpoint endpoint = new BrokerEndpoint("PLAINTEXT", "PLAINTEXT", "host-" + id, 9092);
        BrokerInfo info =
                new BrokerInfo(id, new Uuid(1, epoch), new Uuid(2, id), cleanShutdownEpoch, List.of(endpoint), rack);
        return new BrokerRegistration(info, epoch);
    }
}
