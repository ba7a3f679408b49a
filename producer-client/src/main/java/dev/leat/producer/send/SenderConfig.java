package dev.leat.producer.send;

import dev.leat.protocol.record.Compression;

/**
 * How batches are sent; names are those of Kafka's settings.
 *
 * @param acks -1 for all in-sync replicas, 1 for the leader, 0 for none
 * @param idempotent whether batches carry sequence numbers
 * @param maxInFlight requests on their way to one broker
 * @param maxAttempts how often a batch is sent at most, at least 1
 * @param maxRequestBytes batches that one request carries together, at least one
 * @param requestTimeoutMs longest wait for an answer
 * @param lingerNanos longest wait of a batch for more records
 * @param deliveryTimeoutNanos longest time from a batch's opening until its senders hear of it
 */
public record SenderConfig(
        short acks,
        boolean idempotent,
        int maxInFlight,
        int maxAttempts,
        int maxRequestBytes,
        int requestTimeoutMs,
        long lingerNanos,
        long deliveryTimeoutNanos,
        Compression compression) {}
