package dev.leat.integration.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;

/** Which packages are cores, and which of their classes are not, with the reason. */
final class Cores {
    /** Package patterns below the root of the house. */
    static final String[] PACKAGES = {
        "base",
        "protocol..",
        "storage.epoch..",
        "storage.index..",
        "storage.producer..",
        "controller.cluster..",
        "controller.group..",
        "broker.partition..",
        "producer.outbox..",
        "producer.transaction",
    };

    /** Simple names of classes in those packages that are no core, with the reason. */
    static final Map<String, String> NOT_CORES = Map.of(
            "ControllerService", "the cluster core's driver: runs its effects against the coordination store",
            "ClusterMembership", "a part of that driver: session, registration, election",
            "ControllerDriver", "a part of that driver: carries out the core's effects",
            "OpenRequests", "a part of that driver: who waits for an answer",
            "ProducerIdRequests", "a part of that driver: takes blocks of producer ids from the store",
            "Scratch", "buffers of a thread for one decompression: results do not depend on whose they are",
            "HostedTopics", "the registry that the controller's thread fills and every thread reads",
            "PartitionServices", "names what the partition's driver is given to do I/O with",
            "LogUpkeep", "the partition's driver for disk work that runs on other threads");

    private Cores() {}

    /** Whether {@code type}, or the class that it is nested in, is listed as no core. */
    static boolean isExcepted(JavaClass type) {
        return NOT_CORES.containsKey(Outermost.of(type).getSimpleName());
    }
}
