package dev.leat.storage.epoch;

/**
 * Answer to "where does this epoch end?".
 *
 * @param epoch the greatest known epoch not above the one asked for, -1 if unknown
 * @param endOffset exclusive end of that epoch, -1 if unknown
 */
public record EpochEnd(int epoch, long endOffset) {
    public static final EpochEnd UNKNOWN = new EpochEnd(-1, -1);
}
