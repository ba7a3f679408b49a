package dev.leat.broker.partition;

import dev.leat.storage.log.PartitionLog;

/** Follows a partition from its lane: a coordinator that keeps its state there. */
public interface PartitionObserver {
    /** This broker leads the partition from now on. */
    void becameLeader(Partition partition, PartitionLog log, int leaderEpoch);

    /** Everything below {@code highWatermark} is committed. */
    void committed(int leaderEpoch, long highWatermark);

    /** This broker leads the partition no more. */
    void resigned(int leaderEpoch);

    /** Watches nothing. */
    PartitionObserver NONE = new PartitionObserver() {
        @Override
        public void becameLeader(Partition partition, PartitionLog log, int leaderEpoch) {}

        @Override
        public void committed(int leaderEpoch, long highWatermark) {}

        @Override
        public void resigned(int leaderEpoch) {}
    };
}
