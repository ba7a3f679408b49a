package dev.leat.consumer.group;

import dev.leat.consumer.PartitionControl;
import dev.leat.consumer.RebalanceListener;
import dev.leat.consumer.group.MemberAction.HandOver;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes partitions from the application and gives them to it, with its listener's say; what is taken is committed first.
 * Polling thread only; does not wait: a commit that is on its way is looked at again at the next poll.
 */
final class HandOvers {
    private final GroupLoop loop;
    private final PartitionControl control;
    private final AutoCommit autoCommit;
    private final Consumer<Set<TopicPartition>> claim;
    private final long patienceMs;
    private RebalanceListener listener = RebalanceListener.NONE;
    private @Nullable HandOver current;
    private CompletableFuture<?> committing = CompletableFuture.completedFuture(null);
    private long commitDeadlineMs;
    private boolean busy;
    private @Nullable RuntimeException thrown; // by the listener

    /**
     * @param claim is told of partitions before they are read
     * @param patienceMs longest wait for a commit before partitions are given up
     */
    HandOvers(
            GroupLoop loop,
            PartitionControl control,
            AutoCommit autoCommit,
            Consumer<Set<TopicPartition>> claim,
            long patienceMs) {
        this.loop = loop;
        this.control = control;
        this.autoCommit = autoCommit;
        this.claim = claim;
        this.patienceMs = patienceMs;
    }

    void listener(RebalanceListener next) {
        listener = next;
    }

    /**
     * Does what the loop half asks for, as far as it goes now.
     *
     * @return what the membership failed with, if it did
     */
    MemberAction.@Nullable Fail work(long nowMs) {
        if (busy) {
            return null; // the listener polls
        }
        busy = true;
        try {
            MemberAction.Fail failure = workOff(nowMs);
            throwWhatWasThrown();
            return failure;
        } finally {
            busy = false;
        }
    }

    private MemberAction.@Nullable Fail workOff(long nowMs) {
        MemberAction.Fail failure = null;
        while (true) {
            if (current == null) {
                MemberAction next = loop.pollerTask();
                if (next == null) {
                    return failure;
                }
                if (next instanceof MemberAction.Fail fail) {
                    failure = fail;
                } else if (next instanceof HandOver handOver) {
                    begin(handOver, nowMs);
                }
            } else if (committing.isDone() || nowMs >= commitDeadlineMs) {
                finish(current);
            } else {
                return failure;
            }
        }
    }

    private void begin(HandOver handOver, long nowMs) {
        current = handOver;
        commitDeadlineMs = nowMs + patienceMs;
        boolean commits = !isLost(handOver) && !handOver.gone().isEmpty();
        if (commits) {
            control.hold(handOver.gone());
        }
        committing = commits ? autoCommit.before(handOver.gone()) : CompletableFuture.completedFuture(null);
    }

    /** Also if the group has gone on without this member since it was asked to give up: it may have slept in between. */
    private boolean isLost(HandOver handOver) {
        return handOver.lost() || isOut();
    }

    private boolean isOut() {
        return loop.standing().identity().epoch() < 0;
    }

    private void finish(HandOver handOver) {
        take(handOver.gone(), isLost(handOver));
        boolean gives = current == handOver && !isOut(); // else the listener has unsubscribed, or others have it by now
        if (gives && !handOver.added().isEmpty()) {
            give(handOver.added());
        }
        if (current == handOver) {
            current = null;
            loop.tell(new MemberEvent.HandedOver(handOver.turn()));
        }
    }

    private void take(Set<TopicPartition> asked, boolean lost) {
        Set<TopicPartition> gone = new HashSet<>(asked);
        gone.retainAll(control.assigned());
        if (gone.isEmpty()) {
            return;
        }
        guarded(() -> {
            if (lost) {
                listener.onLost(gone);
            } else {
                listener.onRevoked(gone);
            }
        });
        control.revoke(gone);
        autoCommit.forget(gone);
    }

    private void give(Set<TopicPartition> added) {
        guarded(() -> claim.accept(added));
        control.assign(added);
        guarded(() -> listener.onAssigned(added));
    }

    /** A rebalance goes on whatever the application throws; that comes out of the poll afterwards. */
    private void guarded(Runnable foreign) {
        try {
            foreign.run();
        } catch (RuntimeException failure) {
            thrown = thrown == null ? failure : thrown;
        }
    }

    private void throwWhatWasThrown() {
        RuntimeException failure = thrown;
        thrown = null;
        if (failure != null) {
            throw failure;
        }
    }

    /** The application leaves: what was begun does not matter any more. */
    void giveUpEverything(boolean lost) {
        current = null;
        take(Set.copyOf(control.assigned()), lost);
        throwWhatWasThrown();
    }
}
