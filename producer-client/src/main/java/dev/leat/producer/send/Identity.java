package dev.leat.producer.send;

/**
 * By what brokers know a producer (KIP-98).
 *
 * @param id at least 0
 * @param epoch at least 0
 */
public record Identity(long id, short epoch) {}
