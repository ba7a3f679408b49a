package dev.leat.perf.load;

import dev.leat.perf.client.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects {@link Settings}; what is not said keeps its default. */
public final class SettingsBuilder {
    private Client client = Client.LEAT;
    private Map<String, String> clientSettings = Map.of();
    private String topic = "perf";
    private int partitions = 1;
    private int replicas = 1;
    private Map<String, String> topicConfigs = Map.of();
    private String acks = "all";
    private int recordBytes = 1024;
    private String compression = "none";
    private int requestBytes = 256 << 10;
    private int connections = 4;
    private int inFlight = 5; // as many as kafka-clients has under way
    private int threads = 1;
    private Api api = Api.PRODUCE;
    private double rate;
    private boolean closed;
    private Duration warmup = Duration.ofSeconds(5);
    private Duration duration = Duration.ofSeconds(10);
    private long records;
    private long fillBytes = 256 << 20;
    private Duration timeout = Duration.ofMinutes(2);
    private Optional<Path> hlog = Optional.empty();
    private final Map<String, String> conditions = new LinkedHashMap<>();

    SettingsBuilder() {}

    SettingsBuilder(Settings from) {
        client = from.client();
        clientSettings = from.clientSettings();
        topic = from.topic();
        partitions = from.partitions();
        replicas = from.replicas();
        topicConfigs = from.topicConfigs();
        acks = from.acks();
        recordBytes = from.recordBytes();
        compression = from.compression();
        requestBytes = from.requestBytes();
        connections = from.connections();
        inFlight = from.inFlight();
        threads = from.threads();
        api = from.api();
        rate = from.rate();
        closed = from.closed();
        warmup = from.warmup();
        duration = from.duration();
        records = from.records();
        fillBytes = from.fillBytes();
        timeout = from.timeout();
        hlog = from.hlog();
        conditions.putAll(from.conditions());
    }

    public SettingsBuilder client(Client value) {
        client = value;
        return this;
    }

    public SettingsBuilder clientSettings(Map<String, String> value) {
        clientSettings = value;
        return this;
    }

    public SettingsBuilder topic(String value) {
        topic = value;
        return this;
    }

    public SettingsBuilder partitions(int value) {
        partitions = value;
        return this;
    }

    public SettingsBuilder replicas(int value) {
        replicas = value;
        return this;
    }

    public SettingsBuilder topicConfigs(Map<String, String> value) {
        topicConfigs = value;
        return this;
    }

    public SettingsBuilder acks(String value) {
        acks = value;
        return this;
    }

    public SettingsBuilder recordBytes(int value) {
        recordBytes = value;
        return this;
    }

    public SettingsBuilder compression(String value) {
        compression = value;
        return this;
    }

    public SettingsBuilder requestBytes(int value) {
        requestBytes = value;
        return this;
    }

    public SettingsBuilder connections(int value) {
        connections = value;
        return this;
    }

    public SettingsBuilder inFlight(int value) {
        inFlight = value;
        return this;
    }

    public SettingsBuilder threads(int value) {
        threads = value;
        return this;
    }

    public SettingsBuilder api(Api value) {
        api = value;
        return this;
    }

    public SettingsBuilder rate(double value) {
        rate = value;
        return this;
    }

    public SettingsBuilder closed(boolean value) {
        closed = value;
        return this;
    }

    public SettingsBuilder warmup(Duration value) {
        warmup = value;
        return this;
    }

    public SettingsBuilder duration(Duration value) {
        duration = value;
        return this;
    }

    public SettingsBuilder records(long value) {
        records = value;
        return this;
    }

    public SettingsBuilder fillBytes(long value) {
        fillBytes = value;
        return this;
    }

    public SettingsBuilder timeout(Duration value) {
        timeout = value;
        return this;
    }

    public SettingsBuilder hlog(Path value) {
        hlog = Optional.of(value);
        return this;
    }

    /** Adds what the result shall say of the circumstances. */
    public SettingsBuilder condition(String name, String text) {
        conditions.put(name, text);
        return this;
    }

    /** The settings; throws {@link IllegalArgumentException} if one is out of its range. */
    public Settings build() {
        return new Settings(
                client,
                clientSettings,
                topic,
                partitions,
                replicas,
                topicConfigs,
                acks,
                recordBytes,
                compression,
                requestBytes,
                connections,
                inFlight,
                threads,
                api,
                rate,
                closed,
                warmup,
                duration,
                records,
                fillBytes,
                timeout,
                hlog,
                conditions);
    }
}
