/**
 * Keys, values and headers as bytes: the interfaces that users implement, in the shapes of Kafka's, and the usual types.
 *
 * <p>Owner thread: the one that sends or reads the record. May import: {@code base}, {@code client.error}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.client.serde;
