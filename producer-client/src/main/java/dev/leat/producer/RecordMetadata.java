package dev.leat.producer;

import dev.leat.protocol.model.TopicPartition;

/**
 * Where a record is in its log.
 *
 * @param offset -1 if the broker did not tell (acks=0, or an answer to a repeated batch)
 * @param timestampMs the record's time, or the broker's if the topic has append times
 */
public record RecordMetadata(TopicPartition partition, long offset, long timestampMs) {}
