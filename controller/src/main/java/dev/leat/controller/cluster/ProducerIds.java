package dev.leat.controller.cluster;

import dev.leat.controller.store.CoordinationStore;
import dev.leat.controller.store.Node;
import dev.leat.controller.store.NodeStat;
import dev.leat.controller.store.StoreOutcome;
import dev.leat.controller.store.StoreResult;
import java.util.function.Consumer;

/**
 * Takes one block of producer ids by compare-and-set. If the outcome is unknown the block may be lost, which is no harm:
 * the next try takes another one.
 */
final class ProducerIds extends StoreTask {
    private final Consumer<ProducerIdBlock> done;
    private final Trouble trouble;

    ProducerIds(CoordinationStore store, ClusterPaths paths, Consumer<ProducerIdBlock> done, Trouble trouble) {
        super(store, paths);
        this.done = done;
        this.trouble = trouble;
    }

    @Override
    void begin() {
        store.get(paths.producerIds(), null, then(this::read));
    }

    private void read(StoreResult<Node> result) {
        if (!result.isOk()) {
            failed(result.outcome());
            return;
        }
        Node node = result.value();
        try {
            long next = NodeValues.longOf(paths.producerIds(), node.data());
            if (next < 0 || next > Long.MAX_VALUE - ProducerIdBlock.SIZE) {
                trouble.unusable("the producer ids are used up: " + next);
                return;
            }
            ProducerIdBlock block = new ProducerIdBlock(next, ProducerIdBlock.SIZE);
            byte[] value = NodeValues.ofLong(next + ProducerIdBlock.SIZE);
            store.set(paths.producerIds(), value, node.stat().version(), then(written -> taken(written, block)));
        } catch (CorruptNodeException corrupt) {
            trouble.unusable(String.valueOf(corrupt.getMessage()));
        }
    }

    private void taken(StoreResult<NodeStat> result, ProducerIdBlock block) {
        switch (result.outcome()) {
            case OK -> done.accept(block);
            case BAD_VERSION -> begin(); // another broker took this one
            default -> failed(result.outcome());
        }
    }

    private void failed(StoreOutcome outcome) {
        if (outcome.inDoubt()) {
            trouble.connectionLost();
        } else {
            trouble.unusable("no producer ids can be had: " + outcome);
        }
    }
}
