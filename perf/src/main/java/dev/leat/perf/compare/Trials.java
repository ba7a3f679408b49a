package dev.leat.perf.compare;

import static dev.leat.perf.compare.Goal.atLeast;
import static dev.leat.perf.compare.Goal.atMost;
import static dev.leat.perf.compare.Goal.besideLimit;
import static dev.leat.perf.compare.Goal.nearLimit;

import dev.leat.perf.client.Client;
import dev.leat.perf.load.Api;
import dev.leat.perf.load.Progress;
import dev.leat.perf.load.Settings;
import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.load.Workload;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The table of goals: what Leat and Apache Kafka are compared in. */
final class Trials {
    private static final String CPU_PER_GB = "brokerCpuSecondsPerGb";
    private static final String CPU_PER_REQUEST = "brokerCpuMicrosPerRequest";
    private static final String CPU_PER_RECORD = "brokerCpuMicrosPerRecord";
    private static final String P50 = "latencyP50Micros";
    private static final String P99 = "latencyP99Micros";
    private static final String P999 = "latencyP999Micros";
    private static final long GB = 1_000_000_000;
    private static final int SMALL = 256; // bytes of a small request's batch
    private static final long BULK_RECORDS = 3_000_000; // more would wait for the disk

    /** As many as the raw client moves in six to ten seconds; of half of that a single slow flush is a large part. */
    private static final long RAW_RECORDS = 8_000_000;

    /** What a bulk workload moves at most while it is measured: records of 1 KiB. */
    static final long BULK_BYTES = RAW_RECORDS << 10;

    /** A goal of every trial that says nothing else about memory. */
    static final Goal MEMORY = atMost(0.3, "brokerPeakResidentMb");

    static final List<Trial> ALL = List.of(
            Trial.of(
                            "produce-256k",
                            "bulk produce, 256 KiB requests, raw client",
                            "produce",
                            (s, on) -> bulk(s, 256 << 10),
                            atMost(0.8, CPU_PER_GB),
                            nearLimit(1.3, CPU_PER_GB, "limit-produce"))
                    .after(Trials::warmUp),
            Trial.of(
                            "produce-16k",
                            "bulk produce, 16 KiB requests, raw client",
                            "produce",
                            (s, on) -> bulk(s, 16 << 10),
                            atMost(0.65, CPU_PER_GB))
                    .after(Trials::warmUp),
            Trial.of(
                    "requests-pipelined",
                    "small produce requests, 32 connections with 8 in flight, raw client",
                    "requests",
                    (s, on) -> small(s, Api.PRODUCE).connections(32).inFlight(8),
                    atMost(0.2, CPU_PER_REQUEST),
                    atLeast(3.5, "requestsPerSecond")),
            Trial.of(
                            "requests-single",
                            "small produce requests, one connection, one in flight, raw client",
                            "requests",
                            (s, on) -> small(s, Api.PRODUCE).connections(1).inFlight(1),
                            atMost(0.5, P50),
                            atMost(0.4, CPU_PER_REQUEST),
                            besideLimit(P50, "limit-ping-pong"),
                            besideLimit(CPU_PER_REQUEST, "limit-ping-pong"))
                    .askingLittle(),
            Trial.of(
                    "api-versions",
                    "ApiVersions requests, raw client",
                    "requests",
                    (s, on) -> small(s, Api.API_VERSIONS),
                    atMost(0.1, CPU_PER_REQUEST)),
            Trial.of(
                    "metadata",
                    "Metadata requests, raw client",
                    "requests",
                    (s, on) -> small(s, Api.METADATA),
                    atMost(0.1, CPU_PER_REQUEST)),
            Trial.of(
                    "fetch",
                    "catch-up fetch, raw client",
                    "consume",
                    (s, on) -> s.client(Client.RAW)
                            .partitions(4)
                            .requestBytes(1 << 20)
                            .fillBytes(on.effort().of(2 * GB)),
                    atMost(0.95, CPU_PER_GB),
                    nearLimit(1.1, CPU_PER_GB, "limit-fetch")),
            Trial.of(
                    "kafka-producer",
                    "kafka-clients producer, 1 KiB, acks=all, not idempotent",
                    "produce",
                    (s, on) -> library(s, Client.KAFKA)
                            .records(on.effort().of(BULK_RECORDS))
                            .clientSettings(Map.of("enable.idempotence", "false")),
                    atLeast(1.3, "mbPerSecond"),
                    atMost(0.75, CPU_PER_GB)),
            Trial.of(
                    "kafka-producer-idempotent",
                    "kafka-clients producer, 1 KiB, default settings",
                    "produce",
                    (s, on) -> library(s, Client.KAFKA).records(on.effort().of(BULK_RECORDS)),
                    atLeast(1.5, "mbPerSecond"),
                    atMost(0.75, CPU_PER_GB)),
            Trial.of(
                            "end-to-end-1000",
                            "end to end, 1,000 records/s, linger 0, acks=all, kafka-clients",
                            "end-to-end",
                            (s, on) -> paced(s, 1_000),
                            atMost(0.6, P50),
                            atMost(0.5, P99),
                            atMost(0.5, P999),
                            atMost(0.35, CPU_PER_RECORD),
                            besideLimit(P50, "limit-relay-1000"),
                            besideLimit(CPU_PER_RECORD, "limit-relay-1000"))
                    .askingLittle(),
            Trial.of(
                            "end-to-end-5000",
                            "end to end, 5,000 records/s, linger 0, acks=all, kafka-clients",
                            "end-to-end",
                            (s, on) -> paced(s, 5_000),
                            atMost(0.6, P50),
                            atMost(0.5, P99),
                            atMost(0.5, P999),
                            atMost(0.35, CPU_PER_RECORD),
                            besideLimit(P50, "limit-relay-5000"),
                            besideLimit(CPU_PER_RECORD, "limit-relay-5000"))
                    .askingLittle(),
            new Trial(
                            "beside-reader",
                            "produce at 1,000 records/s while a catch-up reader drains 5 GB",
                            new BesideReader(1_000, 5 * GB),
                            List.of(atMost(0.5, P99)))
                    .askingLittle(),
            Trial.of(
                            "partitions-2000",
                            "produce spread over 2,000 new partitions",
                            "partitions",
                            (s, on) -> s.client(Client.RAW)
                                    .partitions((int) on.effort().of(2_000))
                                    .requestBytes(1 << 10),
                            atLeast(10, "mbPerSecond"),
                            atMost(0.1, "serveMillis"))
                    .makingManyFiles(),
            new Trial(
                    "recovery",
                    "start, clean restart and kill -9 with 5 GB, to the first acknowledged produce",
                    new Restarts(5 * GB),
                    List.of(atMost(0.25, "startMillis"), atMost(0.25, "restartMillis"), atMost(0.1, "recoveryMillis"))),
            Trial.of(
                    "best-client-produce",
                    "each side's own client, produce of 100-byte records",
                    "produce",
                    (s, on) -> best(s, on).records(on.effort().of(5 * BULK_RECORDS)),
                    atLeast(2.5, "recordsPerSecond")),
            Trial.of(
                    "best-client-consume",
                    "each side's own client, consume of 100-byte records",
                    "consume",
                    (s, on) -> best(s, on).fillBytes(on.effort().of(GB)),
                    atLeast(2.5, "recordsPerSecond")),
            new Trial(
                    "load",
                    "latency against offered load, kafka-clients, acks=all",
                    new LoadLadder(LoadLadder.USUAL),
                    List.of()));

    private Trials() {}

    private static SettingsBuilder bulk(SettingsBuilder settings, int requestBytes) {
        return settings.client(Client.RAW)
                .partitions(4)
                .requestBytes(requestBytes)
                .records(RAW_RECORDS);
    }

    private static SettingsBuilder small(SettingsBuilder settings, Api api) {
        return settings.client(Client.RAW)
                .api(api)
                .partitions(4)
                .recordBytes(SMALL / 2)
                .requestBytes(SMALL);
    }

    /** Small produce requests for as long as a warm-up takes: a JVM compiles their way with few bytes, where bulk fills the disk. */
    static List<RunResult> warmUp(Stage stage, Progress progress) throws IOException, InterruptedException {
        Settings settings = Trial.settings(
                stage,
                (s, on) -> small(s.topic("warm-up"), Api.PRODUCE)
                        .warmup(Duration.ZERO)
                        .duration(on.effort().warmup()));
        progress.doing("small requests, for the broker to warm up");
        return List.of(Workload.named("requests").run(settings, stage.running(), Progress.SILENT));
    }

    private static SettingsBuilder library(SettingsBuilder settings, Client client) {
        return settings.client(client).partitions(4);
    }

    private static SettingsBuilder paced(SettingsBuilder settings, double rate) {
        return library(settings, Client.KAFKA).rate(rate).clientSettings(Map.of("linger.ms", "0"));
    }

    private static SettingsBuilder best(SettingsBuilder settings, Stage stage) {
        Client own = stage.broker().equals(Brokers.LEAT) ? Client.LEAT : Client.KAFKA;
        return library(settings, own).recordBytes(100);
    }

    /** The trials with these keys, in the table's order; all if there are none. */
    static List<Trial> chosen(List<String> keys) {
        List<String> known = ALL.stream().map(Trial::key).toList();
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("no workload '" + key + "'; there are " + String.join(", ", known));
            }
        }
        return ALL.stream()
                .filter(trial -> keys.isEmpty() || keys.contains(trial.key()))
                .toList();
    }
}
