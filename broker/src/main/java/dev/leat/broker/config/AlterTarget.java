package dev.leat.broker.config;

import dev.leat.protocol.error.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can be altered, and the rules that differ between topics and brokers. */
sealed interface AlterTarget {
    /** The setting of this name, if this target can have it. */
    Optional<Setting<?>> find(String name);

    /** What is wrong with the values {@code changed}, or with all the target has afterwards, as a sentence. */
    Optional<String> problemWith(Map<String, String> changed, Map<String, String> result);

    /** What a client is told with that sentence. */
    ErrorCode problemCode();

    /** The value of a list that the target takes over when it has none of its own. */
    String inherited(Setting<?> setting);

    /** One topic. */
    record Topic(BrokerConfig broker) implements AlterTarget {
        @Override
        public Optional<Setting<?>> find(String name) {
            return Settings.findTopic(name);
        }

        @Override
        public Optional<String> problemWith(Map<String, String> changed, Map<String, String> result) {
            return TopicOverrides.problemWith(changed, result, broker);
        }

        @Override
        public ErrorCode problemCode() {
            return ErrorCode.INVALID_CONFIG;
        }

        @Override
        public String inherited(Setting<?> setting) {
            return firstText(setting, broker);
        }
    }

    /**
     * One broker, or all of them.
     *
     * @param broker the configuration that would be changed
     * @param all    true for all brokers: then only cluster-wide settings can be altered
     */
    record Broker(BrokerConfig broker, boolean all) implements AlterTarget {
        @Override
        public Optional<Setting<?>> find(String name) {
            return Settings.findBroker(name);
        }

        @Override
        public Optional<String> problemWith(Map<String, String> changed, Map<String, String> result) {
            return new TreeMap<>(changed)
                    .entrySet().stream()
                            .flatMap(entry -> problemWith(entry.getKey(), entry.getValue()).stream())
                            .findFirst();
        }

        private Optional<String> problemWith(String name, String text) {
            Optional<Setting<?>> setting = find(name);
            if (setting.isEmpty()) {
                return Optional.of(UnknownNames.explainBroker(name));
            }
            Scope scope = setting.get().scope();
            if (scope == Scope.READ_ONLY) {
                return Optional.of("Cannot update " + name + " dynamically: it takes a restart of the broker");
            }
            if (all && scope == Scope.PER_BROKER) {
                return Optional.of("Cannot update " + name + " for all brokers: name one by its id");
            }
            return setting.get().problemWith(text);
        }

        @Override
        public ErrorCode problemCode() {
            return ErrorCode.INVALID_REQUEST; // not INVALID_CONFIG: Kafka keeps it so for its clients (KAFKA-13609)
        }

        @Override
        public String inherited(Setting<?> setting) {
            return firstText(setting, broker);
        }
    }

    private static String firstText(Setting<?> setting, BrokerConfig broker) {
        return broker.layers().candidates(setting).stream()
                .findFirst()
                .map(Layers.Candidate::text)
                .orElse("");
    }
}
