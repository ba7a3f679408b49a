package dev.leat.integration.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rooms of the house and who may know whom; the one place where the table is written as code. */
final class Rooms {
    /**
     * @param name  the module's folder
     * @param root  its packages, relative to the house's root package
     * @param knows names of the rooms that its code may import
     */
    record Room(String name, String root, Set<String> knows) {}

    static final List<Room> ALL = List.of(
            new Room("base", "base", Set.of()),
            new Room("protocol", "protocol", Set.of("base")),
            new Room("storage-log", "storage", Set.of("base", "protocol")),
            new Room("controller", "controller", Set.of("base", "protocol")),
            new Room("client-core", "client", Set.of("base", "protocol")),
            new Room("producer-client", "producer", Set.of("base", "protocol", "client-core")),
            new Room("consumer-client", "consumer", Set.of("base", "protocol", "client-core")),
            new Room("broker", "broker", Set.of("base", "protocol", "storage-log", "controller", "client-core")),
            new Room(
                    "cli",
                    "cli",
                    Set.of(
                            "base",
                            "protocol",
                            "storage-log",
                            "controller",
                            "client-core",
                            "producer-client",
                            "consumer-client",
                            "broker")),
            new Room(
                    "perf",
                    "perf",
                    Set.of("base", "protocol", "client-core", "producer-client", "consumer-client", "cli")),
            new Room(
                    "test-support",
                    "test",
                    Set.of("base", "protocol", "storage-log", "controller", "client-core", "broker")));

    private Rooms() {}

    /** The package patterns of all rooms that {@code room} may not know, below {@code house}. */
    static String[] strangersTo(Room room, String house) {
        List<String> strangers = new ArrayList<>();
        for (Room other : ALL) {
            if (other != room && !room.knows().contains(other.name())) {
                strangers.add(house + "." + other.root() + "..");
            }
        }
        return strangers.toArray(String[]::new);
    }
}
