package dev.leat.producer.send;

import dev.leat.producer.batch.ProducerBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Who waits until everything that was sent before is done. Only the loop. */
final class Flushes {
    private final List<Flush> open = new ArrayList<>();

    private record Flush(Set<ProducerBatch> remaining, CompletableFuture<Void> done) {}

    /** @param batches all that are not done */
    void add(List<ProducerBatch> batches, CompletableFuture<Void> done) {
        if (batches.isEmpty()) {
            done.complete(null);
            return;
        }
        Set<ProducerBatch> remaining = Collections.newSetFromMap(new IdentityHashMap<>(batches.size()));
        remaining.addAll(batches);
        open.add(new Flush(remaining, done));
    }

    void done(ProducerBatch batch) {
        if (open.isEmpty()) {
            return;
        }
        open.removeIf(flush -> {
            flush.remaining.remove(batch);
            return flush.remaining.isEmpty() && flush.done.complete(null);
        });
    }
}
