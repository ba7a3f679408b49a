package dev.leat.client.admin;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.CoordinatorType;
import dev.leat.client.net.Call;
import java.util.concurrent.CompletableFuture;

/** Whom a request goes to. */
sealed interface Destination {
    /** The broker that takes changes of the cluster. */
    record Controller() implements Destination {}

    /** Whichever broker answers. */
    record Any() implements Destination {}

    record Broker(int id) implements Destination {}

    /** The coordinator of one group. */
    record Coordinator(String group) implements Destination {}

    static <T> CompletableFuture<T> send(Cluster cluster, Destination to, Call<T> call) {
        if (to instanceof Controller) {
            return cluster.toController(call);
        }
        if (to instanceof Broker broker) {
            return cluster.toBroker(broker.id, call);
        }
        return to instanceof Coordinator coordinator
                ? cluster.toCoordinator(CoordinatorType.GROUP, coordinator.group, call)
                : cluster.toAny(call);
    }
}
