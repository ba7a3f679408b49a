package dev.leat.controller.cluster;

/**
 * Producer ids that belong to one broker alone.
 *
 * @param first the lowest, at least 0
 * @param size how many, at least 1
 */
public record ProducerIdBlock(long first, int size) {
    /** As in Kafka. */
    public static final int SIZE = 1_000;
}
