package dev.leat.broker.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What DescribeConfigs shows of a topic, of a broker and of the defaults of all brokers. In each, {@code names} says
 * which settings are wanted; null or empty means all, and names that do not exist are left out, as Kafka does.
 */
public final class ConfigView {
    private ConfigView() {}

    /** All settings of a topic: its own values over those of {@code broker}. */
    public static List<ConfigEntry> topic(
            Map<String, String> overrides, BrokerConfig broker, @Nullable Collection<String> names) {
        return Settings.topic().stream()
                .filter(setting -> wanted(setting, names))
                .map(setting -> topicEntry(setting, overrides.get(setting.name()), broker))
                .toList();
    }

    /** All settings of one broker; only that broker knows what it was given at start. */
    public static List<ConfigEntry> broker(BrokerConfig config, @Nullable Collection<String> names) {
        return Settings.broker().stream()
                .filter(setting -> wanted(setting, names))
                .map(setting -> ConfigEntry.of(setting, config.layers().candidates(setting)))
                .toList();
    }

    /** What is set for all brokers while running, and nothing else; any broker can tell. */
    public static List<ConfigEntry> brokerDefaults(BrokerConfig config, @Nullable Collection<String> names) {
        Map<String, ConfigValue> dynamic = config.layers().dynamicDefault();
        Layers alone = new Layers(Map.of(), dynamic, Map.of());
        return Settings.broker().stream()
                .filter(setting -> wanted(setting, names) && dynamic.containsKey(setting.name()))
                .map(setting -> ConfigEntry.of(setting, alone.candidates(setting)))
                .toList();
    }

    private static ConfigEntry topicEntry(Setting<?> setting, @Nullable String own, BrokerConfig broker) {
        List<Layers.Candidate> candidates = new ArrayList<>();
        if (own != null) {
            candidates.add(new Layers.Candidate(setting.name(), own, ConfigSource.TOPIC, "topic"));
        }
        candidates.addAll(broker.layers().candidates(setting));
        return ConfigEntry.of(setting, candidates);
    }

    private static boolean wanted(Setting<?> setting, @Nullable Collection<String> names) {
        return names == null || names.isEmpty() || names.contains(setting.name());
    }
}
