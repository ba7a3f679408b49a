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

    /** The first thing wrong with settings for a topic, as a sentence for the client; empty if they can be stored. */
    static Optional<String> problemWith(Map<String, String> texts, BrokerConfig broker) {
        for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
            Optional<Setting<?>> setting = Settings.findTopic(entry.getKey());
            if (setting.isEmpty()) {
                return Optional.of(UnknownNames.explainTopic(entry.getKey()));
            }
            try {
                setting.get().parse(entry.getValue());
            } catch (ConfigException refused) {
                return Optional.of(refused.problems().get(0));
            }
        }
        return contradictionIn(new TopicOverrides(texts, broker));
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
