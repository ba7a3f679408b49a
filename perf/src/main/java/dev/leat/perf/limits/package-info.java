/**
 * What this machine can do at all: sockets, files, checksums, and the raw client's load, without any broker.
 *
 * <p>Owner thread: the one that measures. May import: {@code base}, {@code protocol.record},
 * {@code client.net.HostPort}, {@code perf.client}, {@code perf.client.raw}, {@code perf.process}, {@code perf.result}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.limits;
