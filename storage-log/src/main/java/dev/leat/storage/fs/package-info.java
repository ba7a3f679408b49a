/**
 * The disk port: directories and segment files, with the real and the simulated medium.
 *
 * <p>Owner thread: see each type. May import: {@code base}, {@code protocol.wire}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.fs;
