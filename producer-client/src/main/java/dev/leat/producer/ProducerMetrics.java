package dev.leat.producer;

import org.HdrHistogram.Histogram;

/**
 * What a producer has done so far.
 *
 * @param deliveredRecords acknowledged, or handed to the socket with acks=0
 * @param failedRecords whose senders got an error
 * @param requests produce requests that were sent
 * @param batches sent, each time anew
 * @param bytes of those batches
 * @param retries batches that were to be sent again
 * @param splits batches that a broker found too large
 * @param bufferAvailableBytes free part of buffer.memory
 * @param bufferTotalBytes buffer.memory
 * @param requestLatencyMicros from sending to answer, in µs, since the last snapshot
 */
public record ProducerMetrics(
        long deliveredRecords,
        long failedRecords,
        long requests,
        long batches,
        long bytes,
        long retries,
        long splits,
        long bufferAvailableBytes,
        long bufferTotalBytes,
        Histogram requestLatencyMicros) {}
