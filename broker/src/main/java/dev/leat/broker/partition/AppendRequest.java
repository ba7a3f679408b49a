package dev.leat.broker.partition;

import dev.leat.protocol.record.RecordBatch;

/**
 * A validated batch on its way into a partition.
 *
 * @param batch numbered in place when it is appended; its buffer stays valid until {@code listener} is told
 * @param awaitCommit whether to wait until the batch is below the high watermark (acks=all)
 * @param listener told once, on the partition's lane
 */
public record AppendRequest(RecordBatch batch, boolean awaitCommit, AppendListener listener) {}
