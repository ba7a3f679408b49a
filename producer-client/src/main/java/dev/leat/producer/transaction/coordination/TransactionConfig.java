package dev.leat.producer.transaction.coordination;

/**
 * How a producer uses transactions.
 *
 * @param transactionalId names the producer across restarts: a new one fences those before it (transactional.id)
 * @param timeoutMs age at which the coordinator aborts a transaction by itself, in ms (transaction.timeout.ms)
 * @param maxBlockMs longest wait for the coordinator, in ms (max.block.ms)
 */
public record TransactionConfig(String transactionalId, int timeoutMs, long maxBlockMs) {}
