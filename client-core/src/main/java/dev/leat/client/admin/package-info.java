/**
 * Looking at a cluster and changing it: topics, settings, offsets, groups.
 *
 * <p>Owner thread: none; any thread may call, futures complete on event loops. May import: {@code base},
 * {@code protocol}, {@code client.metadata}, {@code client.net}, {@code client.error}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.admin;
