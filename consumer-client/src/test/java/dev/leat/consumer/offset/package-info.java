@org.jspecify.annotations.NullMarked
package dev.leat.consumer.offset;
