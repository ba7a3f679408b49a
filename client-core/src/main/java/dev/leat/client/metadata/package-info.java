/**
 * Who is in the cluster, who leads what, and sending each request to the broker that can answer it.
 *
 * <p>Owner thread: none; views are immutable, shared state is in concurrent maps, futures complete on event loops. May
 * import: {@code base}, {@code protocol}, {@code client.net}, {@code client.retry}, {@code client.error}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.metadata;
