package dev.leat.broker.cluster;

import dev.leat.controller.cluster.ClusterImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Shows the newest image whose partitions are all in place. Images become visible in their order, each when the work it
 * caused is done. Any thread.
 */
public final class AppliedImages implements ClusterView {
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final PriorityQueue<Awaiting> awaiting =
            new PriorityQueue<>((one, other) -> Long.compare(one.version, other.version));
    private volatile ClusterImage visible;

    /** @param first shown until another image is in place */
    public AppliedImages(ClusterImage first) {
        this.visible = first;
    }

    @Override
    public ClusterImage image() {
        return visible;
    }

    /**
     * Announces an image and the number of pieces of work to be done for it.
     *
     * @return to be run once per piece
     */
    Runnable expect(ClusterImage image, int pieces) {
        Pending next = new Pending(image, pieces);
        List<Runnable> reached;
        synchronized (this) {
            pending.add(next);
            reached = showWhatIsReady();
        }
        reached.forEach(Runnable::run);
        return () -> pieceDone(next);
    }

    private void pieceDone(Pending of) {
        List<Runnable> reached;
        synchronized (this) {
            of.pieces--;
            reached = showWhatIsReady();
        }
        reached.forEach(Runnable::run);
    }

    /** Completes when an image of at least {@code version} is visible. */
    public CompletableFuture<Void> reached(long version) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (visible.version() < version) {
                awaiting.add(new Awaiting(version, done));
                return done;
            }
        }
        done.complete(null);
        return done;
    }

    private List<Runnable> showWhatIsReady() {
        for (Pending head = pending.peek(); head != null && head.pieces == 0; head = pending.peek()) {
            pending.remove();
            visible = head.image;
        }
        List<Runnable> reached = new ArrayList<>();
        for (Awaiting next = awaiting.peek();
                next != null && next.version <= visible.version();
                next = awaiting.peek()) {
            awaiting.remove();
            CompletableFuture<Void> done = next.done;
            reached.add(() -> done.complete(null)); // outside of the lock: what follows is the askers' business
        }
        return reached;
    }

    private static final class Pending {
        private final ClusterImage image;
        private int pieces;

        Pending(ClusterImage image, int pieces) {
            this.image = image;
            this.pieces = pieces;
        }
    }

    private record Awaiting(long version, CompletableFuture<Void> done) {}
}
