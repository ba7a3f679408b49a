package dev.leat.storage.producer;

/**
 * A batch that the log holds, as far as its producer's next batches are judged by it.
 *
 * @param lastSequence of its records
 * @param lastOffset of its records
 * @param offsetDelta last offset less first offset
 * @param timestamp greatest time in ms
 */
public record AppendedBatch(int lastSequence, long lastOffset, int offsetDelta, long timestamp) {
    public long baseOffset() {
        return lastOffset - offsetDelta;
    }

    /** Sequence of the first record; sequences wrap round from 2^31-1 to 0. */
    int baseSequence() {
        return (lastSequence - offsetDelta) & Integer.MAX_VALUE;
    }
}
