package dev.leat.controller.cluster;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.Node;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.StoreResult;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Tells which brokers are registered, at first and whenever that changes. */
final class BrokerWatch extends StoreTask {
    private final Consumer<List<BrokerRegistration>> seen;
    private final Trouble trouble;

    BrokerWatch(CoordinationStore store, ClusterPaths paths, Consumer<List<BrokerRegistration>> seen, Trouble trouble) {
        super(store, paths);
        this.seen = seen;
        this.trouble = trouble;
    }

    @Override
    void begin() {
        store.children(paths.brokers(), whenChanged(this::begin), then(this::listed));
    }

    /** One reading of all registrations; those that vanish meanwhile will raise the watch again. */
    private final class Reading {
        final TreeMap<Integer, BrokerRegistration> found = new TreeMap<>();
        int outstanding;

        void take(int brokerId, StoreResult<Node> result) {
            outstanding--;
            if (result.isOk()) {
                String path = paths.broker(brokerId);
                try {
                    BrokerInfo info =
                            NodeValues.broker(path, brokerId, result.value().data());
                    found.put(
                            brokerId,
                            new BrokerRegistration(info, result.value().stat().createdZxid()));
                } catch (CorruptNodeException corrupt) {
                    trouble.unusable(String.valueOf(corrupt.getMessage()));
                    return;
                }
            } else if (result.outcome() != StoreOutcome.NO_NODE) {
                failed(result.outcome());
                return;
            }
            if (outstanding == 0) {
                seen.accept(List.copyOf(found.values()));
            }
        }
    }

    private void listed(StoreResult<List<String>> result) {
        if (!result.isOk()) {
            failed(result.outcome());
            return;
        }
        Reading reading = new Reading();
        for (String name : result.value()) {
            if (!name.matches("[0-9]{1,9}")) {
                trouble.unusable(paths.brokers() + " holds '" + name + "', which is no broker id");
                return;
            }
            int brokerId = Integer.parseInt(name);
            reading.outstanding++;
            store.get(paths.broker(brokerId), null, then(node -> reading.take(brokerId, node)));
        }
        if (reading.outstanding == 0) {
            seen.accept(List.of());
        }
    }

    private void failed(StoreOutcome outcome) {
        if (outcome.inDoubt()) {
            trouble.connectionLost();
        } else {
            trouble.unusable("the brokers cannot be listed: " + outcome);
        }
    }
}
