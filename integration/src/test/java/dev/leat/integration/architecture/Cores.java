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
    };

    /** Simple names of classes in those packages that drive a core or read a file, with the reason. */
    static final Map<String, String> DRIVERS =
            Map.of("ControllerService", "runs the cluster core's effects against the coordination store");

    private Cores() {}

    /** Whether {@code type}, or the class that it is nested in, is listed as a driver. */
    static boolean isDriver(JavaClass type) {
        return DRIVERS.containsKey(Outermost.of(type).getSimpleName());
    }
}
