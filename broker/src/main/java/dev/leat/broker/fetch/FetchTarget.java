package dev.leat.broker.fetch;

/**
 * What to read of one partition.
 *
 * @param fetchOffset first offset wanted
 * @param maxBytes most bytes wanted of this partition
 * @param currentLeaderEpoch the leader epoch that the client believes in, or -1 (KIP-320)
 * @param lastFetchedEpoch epoch of the last record that a follower has, or -1 (KIP-595)
 */
record FetchTarget(FetchKey key, long fetchOffset, int maxBytes, int currentLeaderEpoch, int lastFetchedEpoch) {}
