package dev.leat.storage.epoch;

import java.util.ArrayList;
import java.util.List;

/**
 * Leader epochs of a log, rising in epoch and in start offset. Immutable: every change gives a new value.
 *
 * <p>Epochs in which nothing was written are kept too: a new leader needs its own entry before its first record
 * (KIP-279), and a truncation at or beyond the end still removes entries that start there (apache/kafka#9633).
 */
public final class LeaderEpochs {
    public static final LeaderEpochs EMPTY = new LeaderEpochs(List.of());

    private final List<EpochEntry> entries;

    private LeaderEpochs(List<EpochEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Builds the value from entries in any order of trust: those that contradict a later one are dropped. */
    public static LeaderEpochs of(List<EpochEntry> entries) {
        LeaderEpochs epochs = EMPTY;
        for (EpochEntry entry : entries) {
            epochs = epochs.assign(entry.epoch(), entry.startOffset());
        }
        return epochs;
    }

    public List<EpochEntry> entries() {
        return entries;
    }

    /** The greatest epoch, -1 if none is known. */
    public int latestEpoch() {
        return entries.isEmpty() ? -1 : entries.get(entries.size() - 1).epoch();
    }

    /**
     * Epoch {@code epoch} begins at {@code startOffset}. Entries that the new one contradicts, of an equal or later
     * offset or epoch, give way, since the log they spoke of is gone; nothing changes if the epoch is the latest.
     */
    public LeaderEpochs assign(int epoch, long startOffset) {
        if (epoch < 0 || (epoch == latestEpoch() && startOffset >= last().startOffset())) {
            return this;
        }
        List<EpochEntry> kept = new ArrayList<>(entries);
        kept.removeIf(entry -> entry.epoch() >= epoch || entry.startOffset() >= startOffset);
        kept.add(new EpochEntry(epoch, startOffset));
        return new LeaderEpochs(kept);
    }

    /**
     * Where the greatest epoch not above {@code epoch} ends: where the next one begins, or at the log's end.
     *
     * @param epoch asked for by a follower or a client
     * @param logEndOffset end of the latest epoch
     */
    public EpochEnd endOffsetFor(int epoch, long logEndOffset) {
        if (epoch < 0 || entries.isEmpty() || epoch > latestEpoch()) {
            return EpochEnd.UNKNOWN; // a later epoch than ours: the one who asks knows more than we do
        }
        if (epoch == latestEpoch()) {
            return new EpochEnd(epoch, logEndOffset);
        }
        int next = 0; // the first entry of a greater epoch; there is one
        while (entries.get(next).epoch() <= epoch) {
            next++;
        }
        // before the first entry the epoch asked for is itself the answer: all it wrote lies before our log
        int found = next == 0 ? epoch : entries.get(next - 1).epoch();
        return new EpochEnd(found, entries.get(next).startOffset());
    }

    /** Epoch of the record at {@code offset}, -1 if unknown. */
    public int epochAt(long offset) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).startOffset() <= offset) {
                return entries.get(i).epoch();
            }
        }
        return -1;
    }

    /** The log ends at {@code endOffset} now: epochs that begin there or later are forgotten. */
    public LeaderEpochs truncateFromEnd(long endOffset) {
        List<EpochEntry> kept = new ArrayList<>(entries);
        return kept.removeIf(entry -> entry.startOffset() >= endOffset) ? new LeaderEpochs(kept) : this;
    }

    /** The log starts at {@code startOffset} now: the epoch that goes on there begins there, older ones are forgotten. */
    public LeaderEpochs truncateFromStart(long startOffset) {
        int first = 0;
        while (first + 1 < entries.size() && entries.get(first + 1).startOffset() <= startOffset) {
            first++;
        }
        if (entries.isEmpty() || entries.get(0).startOffset() >= startOffset) {
            return this;
        }
        List<EpochEntry> kept = new ArrayList<>(entries.subList(first, entries.size()));
        kept.set(
                0,
                new EpochEntry(
                        kept.get(0).epoch(), Math.max(startOffset, kept.get(0).startOffset())));
        return new LeaderEpochs(kept);
    }

    private EpochEntry last() {
        return entries.get(entries.size() - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeaderEpochs epochs && entries.equals(epochs.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
