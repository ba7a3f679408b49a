package dev.leat.broker.cluster;

import dev.leat.controller.cluster.ClusterImage;

/** Gives the newest image whose partitions are open on this broker, so that what it names can be used. Any thread. */
@FunctionalInterface
public interface ClusterView {
    ClusterImage image();
}
