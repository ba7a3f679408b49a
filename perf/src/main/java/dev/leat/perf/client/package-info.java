/**
 * The clients that a workload can run with: ours, kafka-clients, and frames made before on bare sockets.
 *
 * <p>Owner thread: the worker that made the client. May import: {@code base}, {@code protocol}, {@code client},
 * {@code producer}, {@code consumer}, {@code cli.output}, HdrHistogram; alone in the house kafka-clients.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.client;
