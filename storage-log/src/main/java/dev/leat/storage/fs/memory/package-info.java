/**
 * Directories on the heap that neither forget nor fail: the disk of a broker that lives as long as a test.
 *
 * <p>Owner thread: any; each file and each directory has a lock of its own. May import: {@code base}, {@code
 * storage.fs}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.fs.memory;
