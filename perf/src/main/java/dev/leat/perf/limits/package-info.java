/**
 * What this machine can do at all: sockets, files, checksums, without any broker.
 *
 * <p>Owner thread: the one that measures. May import: {@code base}, {@code perf.process}, {@code perf.result}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.limits;
