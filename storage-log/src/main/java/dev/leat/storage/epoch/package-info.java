/**
 * Which leader epoch begins at which offset (KIP-101, 279, 320), and the file {@code leader-epoch-checkpoint}:
 *
 * <pre>
 * 0               version
 * 2               number of entries
 * 0 0             epoch, first offset
 * 3 1500
 * </pre>
 *
 * <p>Owner thread: the log's writer changes it; any thread asks. May import: {@code base}, {@code storage.fs}, Netty's
 * buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.epoch;
