/** Tests of the assignors, some against those of kafka-clients. */
@org.jspecify.annotations.NullMarked
package dev.leat.consumer.group.assignor;
