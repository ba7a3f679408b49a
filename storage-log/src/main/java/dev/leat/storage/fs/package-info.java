/**
 * The disk port: directories and open files, on the real medium. {@code fs.simulated} has one that forgets and fails.
 *
 * <p>Owner thread: one writer per file, any reader; see each type. May import: {@code base}, {@code protocol.wire},
 * Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.fs;
