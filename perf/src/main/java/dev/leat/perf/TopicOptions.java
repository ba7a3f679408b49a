package dev.leat.perf;

import dev.leat.perf.load.SettingsBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The topic of a run. */
final class TopicOptions {
    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Made if it is missing, and left there. Default: ${DEFAULT-VALUE}.")
    private String topic = "perf";

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "Its partitions. Default: ${DEFAULT-VALUE}.")
    private int partitions = 1;

    @Option(
            names = {"-r", "--replicas"},
            paramLabel = "N",
            description = "Copies of each, if it is made. Default: ${DEFAULT-VALUE}.")
    private int replicas = 1;

    @Option(
            names = "--topic-config",
            paramLabel = "NAME=VALUE",
            description = "A setting by Kafka's name, if it is made; may be repeated.")
    private Map<String, String> configs = new LinkedHashMap<>();

    void applyTo(SettingsBuilder settings) {
        settings.topic(topic).partitions(partitions).replicas(replicas).topicConfigs(configs);
    }
}
