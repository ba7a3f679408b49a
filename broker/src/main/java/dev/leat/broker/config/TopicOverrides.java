package dev.leat.broker.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings a topic has of its own, as stored: name to text.
 *
 * @param texts  what is stored for the topic
 * @param broker where everything else comes from
 */
record TopicOverrides(Map<String, String> texts, BrokerConfig broker) {

    /** The value that counts for {@code setting}. */
    <T> T get(Setting<T> setting) {
        T own = own(setting);
        return own == null ? broker.get(setting) : own;
    }

    /**
     * The first thing wrong, as a sentence for the client; empty if the settings can be stored.
     *
     * @param changed the settings to check one by one
     * @param all     everything the topic would have of its own; what another version stored does not stand in the way
     */
    static Optional<String> problemWith(Map<String, String> changed, Map<String, String> all, BrokerConfig broker) {
        return new TreeMap<>(changed)
                .entrySet().stream()
                        .flatMap(entry -> problemWith(entry.getKey(), entry.getValue()).stream())
                        .findFirst()
                        .or(() -> contradictionIn(new TopicOverrides(all, broker)));
    }

    private static Optional<String> problemWith(String name, String text) {
        Optional<Setting<?>> setting = Settings.findTopic(name);
        if (setting.isEmpty()) {
            return Optional.of(UnknownNames.explainTopic(name));
        }
        return setting.get().problemWith(text);
    }

    private static Optional<String> contradictionIn(TopicOverrides topic) {
        long minLagMs = topic.get(TopicSettings.MIN_COMPACTION_LAG_MS);
        long maxLagMs = topic.get(TopicSettings.MAX_COMPACTION_LAG_MS);
        return minLagMs <= maxLagMs
                ? Optional.empty()
                : Optional.of("min.compaction.lag.ms (" + minLagMs + ") is more than max.compaction.lag.ms (" + maxLagMs
                        + ")");
    }

    private <T> @Nullable T own(Setting<T> setting) {
        String text = texts.get(setting.name());
        try {
            return text == null ? null : setting.parse(text);
        } catch (ConfigException storedByAnotherVersion) {
            return null;
        }
    }
}
