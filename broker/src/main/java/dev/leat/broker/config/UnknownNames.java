package dev.leat.broker.config;

import dev.leat.base.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Says what is wrong with a name that is no setting of ours: a typing error, or a Kafka setting that Leat lacks. */
final class UnknownNames {
    private UnknownNames() {}

    /** The sentence for a name that the broker does not have. */
    static String explainBroker(String name) {
        if (Settings.findTopic(name).isPresent()) {
            return name + " is a setting of single topics; "
                    + Settings.brokerDefaultOf(name)
                            .map(setting -> "the default for all topics is " + setting)
                            .orElse("the broker has no default for it");
        }
        return explain(name, "broker", Settings.brokerNames());
    }

    /** The sentence for a name that topics do not have. */
    static String explainTopic(String name) {
        return explain(name, "topic", Settings.topicNames());
    }

    /** True if Apache Kafka has, or had, this setting; given as its level ({@code broker} or {@code topic}) and name. */
    static boolean isKafkaSetting(String levelAndName) {
        return lines("kafka-settings.txt").contains(levelAndName);
    }

    private static String explain(String name, String level, List<String> ours) {
        if (isKafkaSetting(level + " " + name) || name.startsWith("listener.name.")) {
            return name + " is a setting of Kafka that is not supported by Leat yet"
                    + hint(name).map(text -> ". " + text).orElse("");
        }
        return "Unknown " + level + " config name: " + name
                + Nearest.to(name, ours)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private static Optional<String> hint(String name) {
        return lines("hints.txt").stream()
                .filter(line -> line.startsWith(name + "\t"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(UnknownNames.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
