package dev.leat.controller.cluster;

import dev.leat.controller.cluster.NodeValues.ControllerNode;
import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.CreateMode;
import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.Node;
import dev.leat.controller.store.StoreOp;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.StoreResult;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes this broker the controller as soon as nobody else is: one write creates the ephemeral {@code controller} node,
 * raises the controller epoch and counts as a change, so that two controllers never share an epoch.
 *
 * <p>A node left behind by this broker's previous process is told by its data directory, which is locked by us now, and
 * replaced without waiting for the old session to expire.
 */
final class Election extends StoreTask {
    private final int brokerId;
    private final Uuid directoryId;
    private final Consumer<Term> won;
    private final Consumer<ControllerNode> lost;
    private final Trouble trouble;

    Election(
            CoordinationStore store,
            ClusterPaths paths,
            ControllerSettings settings,
            Consumer<Term> won,
            Consumer<ControllerNode> lost,
            Trouble trouble) {
        super(store, paths);
        this.brokerId = settings.brokerId();
        this.directoryId = settings.directoryId();
        this.won = won;
        this.lost = lost;
        this.trouble = trouble;
    }

    @Override
    void begin() {
        stand(null);
    }

    private record Counters(int epoch, int epochVersion, long changes, int changesVersion) {}

    /** @param ghost version of a left-over controller node to be replaced, or null if there should be none */
    private void stand(@Nullable Integer ghost) {
        readCounters(counters -> {
            List<StoreOp> ops = new ArrayList<>();
            if (ghost != null) {
                ops.add(new StoreOp.Delete(paths.controller(), ghost));
            }
            int epoch = counters.epoch + 1;
            byte[] self = NodeValues.ofController(new ControllerNode(brokerId, directoryId, epoch));
            ops.add(new StoreOp.Create(paths.controller(), self, CreateMode.EPHEMERAL));
            ops.add(new StoreOp.Set(paths.controllerEpoch(), NodeValues.ofInt(epoch), counters.epochVersion));
            ops.add(new StoreOp.Set(paths.changes(), NodeValues.ofLong(counters.changes + 1), counters.changesVersion));
            store.multi(ops, then(result -> voted(result, epoch, counters)));
        });
    }

    private void voted(MultiResult result, int epoch, Counters counters) {
        switch (result.outcome()) {
            case OK -> won.accept(new Term(brokerId, epoch, counters.epochVersion + 1, counters.changesVersion + 1));
            case NODE_EXISTS -> store.get(paths.controller(), null, then(this::somebodyIs));
            case BAD_VERSION, NO_NODE -> stand(null); // somebody was faster, or the ghost has just vanished
            default -> failed(result.outcome());
        }
    }

    private void somebodyIs(StoreResult<Node> result) {
        if (result.outcome() == StoreOutcome.NO_NODE) {
            stand(null);
            return;
        }
        if (!result.isOk()) {
            failed(result.outcome());
            return;
        }
        Node node = result.value();
        try {
            ControllerNode controller = NodeValues.controller(paths.controller(), node.data());
            if (node.stat().ephemeralOwner() == store.sessionId()) {
                confirm(controller, node.stat().version());
            } else if (!directoryId.isZero() && directoryId.equals(controller.directoryId())) {
                stand(node.stat().version());
            } else {
                lost.accept(controller);
                awaitVacancy();
            }
        } catch (CorruptNodeException corrupt) {
            trouble.unusable(String.valueOf(corrupt.getMessage()));
        }
    }

    /** This session made the node: an earlier vote succeeded, only its answer was lost. */
    private void confirm(ControllerNode self, int nodeVersion) {
        readCounters(counters -> {
            if (counters.epoch == self.controllerEpoch()) {
                won.accept(new Term(brokerId, counters.epoch, counters.epochVersion, counters.changesVersion));
            } else {
                stand(nodeVersion);
            }
        });
    }

    private void awaitVacancy() {
        store.exists(paths.controller(), whenChanged(this::begin), then(result -> {
            if (result.outcome() == StoreOutcome.NO_NODE) {
                begin();
            } else if (!result.isOk()) {
                failed(result.outcome());
            }
        }));
    }

    private void readCounters(Consumer<Counters> next) {
        store.get(
                paths.controllerEpoch(),
                null,
                then(epoch -> store.get(paths.changes(), null, then(changes -> counted(epoch, changes, next)))));
    }

    private void counted(StoreResult<Node> epoch, StoreResult<Node> changes, Consumer<Counters> next) {
        if (!epoch.isOk() || !changes.isOk()) {
            failed(epoch.isOk() ? changes.outcome() : epoch.outcome());
            return;
        }
        try {
            next.accept(new Counters(
                    NodeValues.intOf(paths.controllerEpoch(), epoch.value().data()),
                    epoch.value().stat().version(),
                    NodeValues.longOf(paths.changes(), changes.value().data()),
                    changes.value().stat().version()));
        } catch (CorruptNodeException corrupt) {
            trouble.unusable(String.valueOf(corrupt.getMessage()));
        }
    }

    private void failed(StoreOutcome outcome) {
        if (outcome.inDoubt()) {
            trouble.connectionLost();
        } else {
            trouble.unusable("the election cannot be held: " + outcome);
        }
    }
}
