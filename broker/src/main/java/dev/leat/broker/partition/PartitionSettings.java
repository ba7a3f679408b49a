package dev.leat.broker.partition;

import dev.leat.protocol.record.ValidationRules;
import dev.leat.storage.log.LogConfig;

/**
 * What a topic's settings mean for its partitions here.
 *
 * @param validation what is asked of batches
 * @param log how the log keeps them
 * @param minInSyncReplicas members the ISR needs before acks=all is accepted
 * @param fileDeleteDelayMs time from leaving the log to leaving the disk, in ms
 */
public record PartitionSettings(
        ValidationRules validation, LogConfig log, int minInSyncReplicas, long fileDeleteDelayMs) {}
