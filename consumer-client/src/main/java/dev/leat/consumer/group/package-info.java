/**
 * Membership in a consumer group: who reads which partition, and where the group's offsets are kept.
 *
 * <p>Owner thread: protocol on the client's event loop, callbacks on the polling thread. May import: {@code base},
 * {@code protocol}, {@code client}, {@code consumer}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.consumer.group;
