/** Tests of the borders: wire messages of each version, and Kafka's own classes over our records. */
@org.jspecify.annotations.NullMarked
package dev.leat.controller.group.api;
