package dev.leat.consumer.group;

import dev.leat.client.error.MisuseException;
import dev.leat.consumer.group.assignor.Assignor;
import dev.leat.consumer.group.assignor.CooperativeStickyAssignor;
import dev.leat.consumer.group.assignor.RangeAssignor;
import dev.leat.consumer.group.assignor.RoundRobinAssignor;
import dev.leat.consumer.group.assignor.StickyAssignor;
import java.util.List;

/** Makes the assignors that {@code partition.assignment.strategy} names. */
final class Assignors {
    private static final String KAFKAS_PACKAGE = "org.apache.kafka.clients.consumer.";

    private Assignors() {}

    /** By protocol names, Kafka's class names, or the class name of one's own {@link Assignor}. */
    static List<Assignor> named(List<String> names) {
        if (names.isEmpty()) {
            throw new MisuseException("no assignor", "name one in partition.assignment.strategy");
        }
        return names.stream().map(Assignors::named).toList();
    }

    private static Assignor named(String name) {
        String known = name.startsWith(KAFKAS_PACKAGE) ? name.substring(KAFKAS_PACKAGE.length()) : name;
        return switch (known) {
            case RangeAssignor.NAME, "RangeAssignor" -> new RangeAssignor();
            case RoundRobinAssignor.NAME, "RoundRobinAssignor" -> new RoundRobinAssignor();
            case StickyAssignor.NAME, "StickyAssignor" -> new StickyAssignor();
            case CooperativeStickyAssignor.NAME, "CooperativeStickyAssignor" -> new CooperativeStickyAssignor();
            default -> ownClass(name);
        };
    }

    private static Assignor ownClass(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(Assignor.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException unusable) {
            throw new MisuseException(
                    null,
                    "partition.assignment.strategy: there is no assignor '" + name + "'",
                    "use range, roundrobin, sticky, cooperative-sticky, or a class with a constructor without"
                            + " arguments that implements " + Assignor.class.getName(),
                    unusable);
        }
    }
}
