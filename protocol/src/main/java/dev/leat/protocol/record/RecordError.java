package dev.leat.protocol.record;

/**
 * What is wrong with one record of a refused batch.
 *
 * @param batchIndex which record of the batch, from 0
 */
public record RecordError(int batchIndex, String message) {}
