/**
 * A disk in memory that forgets what was not synced and fails on request: the medium of tests and simulations.
 *
 * <p>Owner thread: any, everything happens under the disk's own lock. May import: {@code base}, {@code storage.fs},
 * Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.fs.simulated;
