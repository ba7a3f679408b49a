/**
 * Kafka's protocol with as little client as possible: frames that are encoded before the start and patched in a few bytes,
 * many at a time on each connection, answers of which only the places are read that say whether it went well.
 *
 * <p>Owner thread: each {@link dev.leat.perf.client.raw.FrameLoop} its connections. May import: {@code base}, {@code protocol},
 * {@code client.net.HostPort}, {@code perf.client}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.client.raw;
