/**
 * The consumer: reads topics of Leat or Apache Kafka, by partitions of one's own choice or as a member of a group.
 *
 * <p>Owner thread: the application's polling thread; {@code fetch} and {@code group} have their other half on the client's
 * event loop. May import: {@code base}, {@code protocol}, {@code client}, and the packages below this one.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.consumer;
