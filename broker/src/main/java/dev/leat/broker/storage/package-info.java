/**
 * The broker's data directory: its logs, its identity, and the periodic work on all of them.
 *
 * <p>Owner thread: see each type. May import: {@code base}, {@code protocol.model}, {@code storage-log},
 * {@code broker.cluster}, {@code broker.partition}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.storage;
