package dev.leat.controller.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Spreads replicas over the live brokers.
 *
 * <p>The brokers form a ring in which racks alternate. Leaders go round the ring; the followers of a partition are the
 * next brokers after its leader, beginning one further with each lap so that a broker's followers are not always the
 * same. A rack is used a second time only when every rack has been used once.
 */
final class ReplicaPlacer {
    private final List<BrokerRegistration> ring;
    private final int racks;

    ReplicaPlacer(Collection<BrokerRegistration> brokers) {
        Map<String, List<BrokerRegistration>> byRack = new TreeMap<>();
        for (BrokerRegistration broker : brokers) {
            byRack.computeIfAbsent(rackOf(broker), any -> new ArrayList<>()).add(broker);
        }
        this.ring = alternating(byRack.values());
        this.racks = byRack.size();
    }

    int brokerCount() {
        return ring.size();
    }

    /**
     * Places one partition.
     *
     * @param turn how many partitions were placed before, which decides where on the ring this one begins
     * @param replicationFactor at least 1, at most {@link #brokerCount()}
     * @return broker ids, the preferred leader first
     */
    List<Integer> place(long turn, int replicationFactor) {
        int size = ring.size();
        int leader = (int) Math.floorMod(turn, (long) size);
        int shift = size == 1 ? 0 : (int) Math.floorMod(turn / size, (long) size - 1);
        List<Integer> chosen = new ArrayList<>(replicationFactor);
        Set<String> used = new HashSet<>();
        take(ring.get(leader), chosen, used);
        for (int i = 0; chosen.size() < replicationFactor; i++) {
            // after one lap, whoever was passed over because of its rack is welcome
            BrokerRegistration candidate = ring.get((leader + 1 + Math.floorMod(shift + i, size - 1)) % size);
            boolean rackIsNew = !used.contains(rackOf(candidate));
            boolean secondLap = i >= size - 1 || used.size() == racks;
            if (!chosen.contains(candidate.brokerId()) && (rackIsNew || secondLap)) {
                take(candidate, chosen, used);
            }
        }
        return chosen;
    }

    private static void take(BrokerRegistration broker, List<Integer> chosen, Set<String> used) {
        chosen.add(broker.brokerId());
        used.add(rackOf(broker));
    }

    private static List<BrokerRegistration> alternating(Collection<List<BrokerRegistration>> racks) {
        List<BrokerRegistration> ring = new ArrayList<>();
        boolean more = true;
        for (int row = 0; more; row++) {
            more = false;
            for (List<BrokerRegistration> rack : racks) {
                if (row < rack.size()) {
                    ring.add(rack.get(row));
                    more = true;
                }
            }
        }
        return ring;
    }

    private static String rackOf(BrokerRegistration broker) {
        String rack = broker.info().rack();
        return rack == null ? "" : rack;
    }
}
