/**
 * A producer for Kafka's protocol: records in, promises of offsets out.
 *
 * <p>Owner thread: every method of {@code Producer} may be called by any thread; callbacks and futures run on the client's
 * loop. May import: {@code base}, {@code protocol}, {@code client.*} and this module's own packages.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.producer;
