package dev.leat.cli.start;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the broker to start; null leaves the choice to the broker.
 *
 * @param data directory for everything that is stored
 * @param port 0 takes a free one
 * @param config properties file with settings by Kafka's names
 * @param settings single settings, which win over {@code config}
 */
public record StartSettings(
        @Nullable Path data,
        @Nullable Integer port,
        @Nullable Path config,
        Map<String, String> settings) {
    public StartSettings {
        settings = Map.copyOf(settings);
    }
}
