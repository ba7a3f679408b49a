package dev.leat.perf.load;

import dev.leat.base.Check;
import dev.leat.perf.client.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a run does. Each workload reads what concerns it.
 *
 * @param client         who speaks to the broker
 * @param clientSettings settings of a library's client by Kafka's names; they win over what the workload sets
 * @param topic          created when it is missing, never deleted
 * @param partitions     of the topic, at least 1
 * @param replicas       of each partition, at least 1
 * @param topicConfigs   settings of a created topic by Kafka's names
 * @param acks           {@code all}, {@code 1} or {@code 0}
 * @param recordBytes    of each value, at least 1
 * @param compression    by Kafka's name
 * @param requestBytes   raw: size of the batch in a produce, and most that a fetch gives, at least 1
 * @param connections    raw: at least 1
 * @param inFlight       raw: requests under way on each connection, at least 1
 * @param threads        that send, at least 1
 * @param api            what bare requests ask for
 * @param rate           records per second over all; 0 for as many as go
 * @param closed         whether a record waits for the one before to be acknowledged, in place of being due at its time
 * @param warmup         how long nothing counts at the begin
 * @param duration       how long it counts, or how long at most if {@code records} says when it ends
 * @param records        how many to count, 0 for as many as {@code duration} gives
 * @param fillBytes      what is read has at least so many bytes; a smaller topic is filled before
 * @param timeout        how long to wait for the topic and its leaders
 * @param hlog           where to write the latencies over time
 * @param conditions     what only the caller knows of the circumstances, for the result
 */
public record Settings(
        Client client,
        Map<String, String> clientSettings,
        String topic,
        int partitions,
        int replicas,
        Map<String, String> topicConfigs,
        String acks,
        int recordBytes,
        String compression,
        int requestBytes,
        int connections,
        int inFlight,
        int threads,
        Api api,
        double rate,
        boolean closed,
        Duration warmup,
        Duration duration,
        long records,
        long fillBytes,
        Duration timeout,
        Optional<Path> hlog,
        Map<String, String> conditions) {
    /** Kafka's most common name lengths end far below; the raw client finds its places in answers with shorter ones. */
    private static final int LONGEST_TOPIC = 120;

    public Settings {
        Check.that(!topic.isEmpty() && topic.length() <= LONGEST_TOPIC, "a topic's name has 1 to 120 characters");
        Check.atLeast(1, partitions, "partitions");
        Check.atLeast(1, replicas, "replicas");
        Check.atLeast(1, recordBytes, "recordBytes");
        Check.atLeast(1, requestBytes, "requestBytes");
        Check.atLeast(1, connections, "connections");
        Check.atLeast(1, inFlight, "inFlight");
        Check.atLeast(1, threads, "threads");
        Check.that(rate >= 0, "a rate is not below zero");
        Check.that(acks.matches("all|-1|0|1"), "acks is all, 1 or 0");
        clientSettings = Map.copyOf(clientSettings);
        topicConfigs = Map.copyOf(topicConfigs);
        conditions = Map.copyOf(conditions);
    }

    /** Settings as {@code leat perf} has them when nothing is said. */
    public static SettingsBuilder builder() {
        return new SettingsBuilder();
    }

    /** A builder that begins with these. */
    public SettingsBuilder toBuilder() {
        return new SettingsBuilder(this);
    }

    /** The acks as a produce request has them. */
    short acksCode() {
        return switch (acks) {
            case "0" -> 0;
            case "1" -> 1;
            default -> -1;
        };
    }
}
