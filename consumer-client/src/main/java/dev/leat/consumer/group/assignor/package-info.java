/**
 * Who reads what: the client-side assignors of the classic group protocol, and the port for one's own.
 *
 * <p>Owner thread: the client's event loop; an assignor belongs to one consumer. May import: {@code base},
 * {@code protocol}, {@code client.error}. No clock, no chance, no I/O: the same group gives the same assignment.
 *
 * <p>User data of {@code sticky}, as Kafka's assignor of that name writes it (big endian):
 * <pre>
 * previous assignment  int32 count, then per topic: int16 length, name in UTF-8, int32 count, int32 partitions
 * generation           int32, missing in the oldest form
 * </pre>
 *
 * User data of {@code cooperative-sticky}: the generation, int32.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.consumer.group.assignor;
