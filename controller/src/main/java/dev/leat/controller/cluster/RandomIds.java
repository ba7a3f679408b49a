package dev.leat.controller.cluster;

import dev.leat.base.RandomSource;
import dev.leat.protocol.model.Uuid;

/** Draws the ids of clusters and topics. */
final class RandomIds {
    private final RandomSource random;

    RandomIds(RandomSource random) {
        this.random = random;
    }

    Uuid next() {
        Uuid id = new Uuid(random.nextLong(), random.nextLong());
        // Kafka reserves small numbers, and a leading dash would read as an option on a command line
        return id.high() == 0 || id.toString().startsWith("-") ? next() : id;
    }
}
