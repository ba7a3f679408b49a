package dev.leat.consumer;

import dev.leat.base.Check;
import dev.leat.client.group.Progress;

/**
 * Progress in one partition, as it is committed.
 *
 * @param offset next record to read: one more than the last one that is done
 * @param leaderEpoch epoch of the last record that is done, or {@link #NO_EPOCH}; finds truncation (KIP-320)
 * @param metadata the application's own remark, never null
 */
public record OffsetAndMetadata(long offset, int leaderEpoch, String metadata) implements Progress {
    public static final int NO_EPOCH = -1;

    public OffsetAndMetadata {
        Check.atLeast(0, offset, "offset");
        Check.atLeast(NO_EPOCH, leaderEpoch, "leaderEpoch");
    }

    public OffsetAndMetadata(long offset) {
        this(offset, NO_EPOCH, "");
    }
}
