package dev.leat.controller.cluster;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.Node;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.StoreResult;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which cluster the store holds, and founds one in an empty store. A broker whose data belongs to another
 * cluster, or to one that the store has lost, must not join: it would take its own data for strays.
 */
final class Layout extends StoreTask {
    private final @Nullable Uuid expected;
    private final Uuid newClusterId;
    private final Consumer<Uuid> done;
    private final Trouble trouble;

    /** @param newClusterId the id to found a cluster under, if the store is empty and {@code expected} is null */
    Layout(
            CoordinationStore store,
            ClusterPaths paths,
            @Nullable Uuid expected,
            Uuid newClusterId,
            Consumer<Uuid> done,
            Trouble trouble) {
        super(store, paths);
        this.expected = expected;
        this.newClusterId = newClusterId;
        this.done = done;
        this.trouble = trouble;
    }

    @Override
    void begin() {
        store.sync("/", then(outcome -> {})); // another broker may have founded it a moment ago
        store.get(paths.cluster(), null, then(this::read));
    }

    private void read(StoreResult<Node> result) {
        if (result.isOk()) {
            check(result.value());
        } else if (result.outcome() == StoreOutcome.NO_NODE && expected == null) {
            createParents(paths.rootAndParents().iterator());
        } else if (result.outcome() == StoreOutcome.NO_NODE) {
            trouble.unusable("the store knows no cluster, but this broker's data belongs to cluster " + expected);
        } else {
            failed(result.outcome());
        }
    }

    private void check(Node node) {
        try {
            Uuid found = NodeValues.uuid(paths.cluster(), node.data());
            if (expected != null && !expected.equals(found)) {
                trouble.unusable(
                        "the store holds cluster " + found + ", but this broker's data belongs to " + expected);
            } else {
                done.accept(found);
            }
        } catch (CorruptNodeException corrupt) {
            trouble.unusable(String.valueOf(corrupt.getMessage()));
        }
    }

    private void createParents(Iterator<String> missing) {
        if (!missing.hasNext()) {
            store.multi(firstNodes(), then(this::founded));
            return;
        }
        store.create(missing.next(), new byte[0], CreateMode.PERSISTENT, then(result -> {
            if (result.isOk() || result.outcome() == StoreOutcome.NODE_EXISTS) {
                createParents(missing);
            } else {
                failed(result.outcome());
            }
        }));
    }

    private List<StoreOp> firstNodes() {
        List<StoreOp> ops = new ArrayList<>();
        ops.add(creating(paths.cluster(), NodeValues.ofUuid(newClusterId)));
        ops.add(creating(paths.controllerEpoch(), NodeValues.ofInt(0)));
        ops.add(creating(paths.changes(), NodeValues.ofLong(0)));
        ops.add(creating(paths.brokers(), new byte[0]));
        ops.add(creating(paths.topics(), new byte[0]));
        ops.add(creating(paths.allBrokerConfigs(), new byte[0]));
        ops.add(creating(paths.deleted(), NodeValues.ofDeleted(DeletedTopics.NONE)));
        ops.add(creating(paths.producerIds(), NodeValues.ofLong(0)));
        return ops;
    }

    private void founded(MultiResult result) {
        if (result.isOk() || result.outcome() == StoreOutcome.NODE_EXISTS) { // then another broker was faster
            store.get(paths.cluster(), null, then(this::read));
        } else {
            failed(result.outcome());
        }
    }

    private void failed(StoreOutcome outcome) {
        if (outcome.inDoubt()) {
            trouble.connectionLost();
        } else {
            trouble.unusable("the store cannot be prepared: " + outcome);
        }
    }

    private static StoreOp creating(String path, byte[] value) {
        return new StoreOp.Create(path, value, CreateMode.PERSISTENT);
    }
}
