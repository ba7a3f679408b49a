package dev.leat.broker.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The registry: every setting that Leat has, by name. A name that is not in here is refused. */
public final class Settings {
    private static final Map<String, Setting<?>> BROKER = byName(Stream.of(
                    ClusterSettings.ALL,
                    NetworkSettings.ALL,
                    LimitSettings.ALL,
                    StorageSettings.ALL,
                    LogSettings.ALL,
                    RetentionSettings.ALL,
                    GroupSettings.ALL)
            .flatMap(List::stream)
            .toList());
    private static final Map<String, Setting<?>> TOPIC = byName(TopicSettings.ALL);

    private Settings() {}

    /** All settings of a broker, grouped as in the documentation. */
    public static Collection<Setting<?>> broker() {
        return BROKER.values();
    }

    /** All settings of a topic, in the order of the documentation. */
    public static Collection<Setting<?>> topic() {
        return TOPIC.values();
    }

    public static Optional<Setting<?>> findBroker(String name) {
        return Optional.ofNullable(BROKER.get(name));
    }

    public static Optional<Setting<?>> findTopic(String name) {
        return Optional.ofNullable(TOPIC.get(name));
    }

    /** The broker setting that is the default of the topic setting {@code topicName}. */
    static Optional<Setting<?>> brokerDefaultOf(String topicName) {
        return findTopic(topicName)
                .flatMap(setting -> setting.synonyms().stream().findFirst())
                .map(Setting.Synonym::setting);
    }

    static List<String> brokerNames() {
        return List.copyOf(BROKER.keySet());
    }

    static List<String> topicNames() {
        return List.copyOf(TOPIC.keySet());
    }

    private static Map<String, Setting<?>> byName(List<Setting<?>> settings) {
        Map<String, Setting<?>> byName = new LinkedHashMap<>();
        for (Setting<?> setting : settings) {
            byName.put(setting.name(), setting);
        }
        return byName;
    }
}
