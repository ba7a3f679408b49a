package dev.leat.controller.cluster;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.Node;
import dev.leat.controller.store.NodeStat;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.StoreResult;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Registers this broker as an ephemeral node, whose creating transaction is the broker epoch. A registration of the
 * same id is replaced if it is this broker's own ghost, see {@link BrokerInfo#directoryId()}; else its end is awaited.
 */
final class Registration extends StoreTask {
    private final BrokerInfo broker;
    private final LongConsumer done;
    private final Consumer<BrokerInfo> occupied;
    private final Trouble trouble;

    /** @param occupied hears who holds the id, whenever it is another broker */
    Registration(
            CoordinationStore store,
            ClusterPaths paths,
            BrokerInfo broker,
            LongConsumer done,
            Consumer<BrokerInfo> occupied,
            Trouble trouble) {
        super(store, paths);
        this.broker = broker;
        this.done = done;
        this.occupied = occupied;
        this.trouble = trouble;
    }

    @Override
    void begin() {
        store.create(
                path(), NodeValues.ofBroker(broker), CreateMode.EPHEMERAL, then(result -> created(result.outcome())));
    }

    private void created(StoreOutcome outcome) {
        switch (outcome) {
            case OK -> store.exists(path(), null, then(this::registered));
            case NODE_EXISTS -> store.get(path(), null, then(this::found));
            case NO_NODE -> begin(); // a ghost vanished before it could be replaced
            default -> failed(outcome);
        }
    }

    private void registered(StoreResult<NodeStat> result) {
        if (result.isOk()) {
            done.accept(result.value().createdZxid());
        } else {
            failed(result.outcome());
        }
    }

    private void found(StoreResult<Node> result) {
        if (result.outcome() == StoreOutcome.NO_NODE) {
            begin();
            return;
        }
        if (!result.isOk()) {
            failed(result.outcome());
            return;
        }
        Node node = result.value();
        try {
            BrokerInfo holder = NodeValues.broker(path(), broker.brokerId(), node.data());
            if (node.stat().ephemeralOwner() == store.sessionId()) {
                done.accept(node.stat().createdZxid()); // an earlier try succeeded, only its answer was lost
            } else if (!broker.directoryId().isZero() && broker.directoryId().equals(holder.directoryId())) {
                replace(node.stat().version());
            } else {
                occupied.accept(holder);
                awaitEndOfOther();
            }
        } catch (CorruptNodeException corrupt) {
            trouble.unusable(String.valueOf(corrupt.getMessage()));
        }
    }

    private void replace(int ghostVersion) {
        List<StoreOp> ops = List.of(
                new StoreOp.Delete(path(), ghostVersion),
                new StoreOp.Create(path(), NodeValues.ofBroker(broker), CreateMode.EPHEMERAL));
        store.multi(ops, then(result -> created(result.outcome())));
    }

    private void awaitEndOfOther() {
        store.exists(path(), whenChanged(this::begin), then(result -> {
            if (result.outcome() == StoreOutcome.NO_NODE) {
                begin();
            } else if (!result.isOk()) {
                failed(result.outcome());
            }
        }));
    }

    private void failed(StoreOutcome outcome) {
        if (outcome.inDoubt()) {
            trouble.connectionLost();
        } else {
            trouble.unusable("broker " + broker.brokerId() + " cannot be registered: " + outcome);
        }
    }

    private String path() {
        return paths.broker(broker.brokerId());
    }
}
