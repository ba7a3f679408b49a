/** Programs that measure the producer beside Kafka's; run by hand, see docs/performance. */
@org.jspecify.annotations.NullMarked
package dev.leat.producer.figures;
