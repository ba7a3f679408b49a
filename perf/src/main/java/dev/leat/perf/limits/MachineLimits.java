package dev.leat.perf.limits;

import dev.leat.base.Check;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures all limits of this machine, each once per round, so that a slow minute does not fall on one of them alone. */
public final class MachineLimits {
    /** What stands where a result names its broker. */
    public static final String MACHINE = "machine";

    private static final int WARM_UP_SHARE = 5;

    private final List<Limit> limits;
    private final Effort effort;
    private final Map<String, String> conditions;

    /**
     * @param dir        where files are made, on the disk that the broker would use
     * @param longest    time for one limit in one round
     * @param mostBytes  bytes for one limit in one round
     * @param conditions that the results carry, beside what this adds
     */
    public MachineLimits(Path dir, Duration longest, long mostBytes, Map<String, String> conditions) {
        this.limits = List.of(
                new Checksum(),
                new SocketToFile(dir, false),
                new SocketToFile(dir, true),
                new FileToSocket(dir),
                new UnderLoad(
                        "limit-produce",
                        "requests of 256 KiB by the raw client, CRC32C, file",
                        effort -> new BareProduce(dir)),
                new UnderLoad(
                        "limit-fetch",
                        "fetches of 1 MiB by the raw client, sendfile",
                        effort -> new BareFetch(dir, effort.mostBytes())),
                new PingPong(),
                new Fsync(dir));
        this.effort = new Effort(longest, mostBytes);
        this.conditions = Map.copyOf(conditions);
    }

    /** What the limit {@code key} does, for people. */
    public String textOf(String key) {
        return limits.stream()
                .filter(limit -> limit.key().equals(key))
                .map(Limit::text)
                .findFirst()
                .orElse(key);
    }

    /** Longest time that {@code rounds} may take, with the warm-up. */
    public Duration longest(int rounds) {
        Duration round = effort.longest().multipliedBy(limits.size());
        return round.multipliedBy(rounds).plus(round.dividedBy(WARM_UP_SHARE));
    }

    /**
     * Warms up, and measures.
     *
     * @param rounds   at least 1
     * @param progress told what begins
     * @return a result for each limit and round, in the order they were taken
     * @throws IOException if a socket or file failed
     */
    public List<RunResult> measure(int rounds, Consumer<String> progress) throws IOException {
        Check.atLeast(1, rounds, "rounds");
        progress.accept("warm-up");
        Effort little =
                new Effort(effort.longest().dividedBy(WARM_UP_SHARE), Math.max(1, effort.mostBytes() / WARM_UP_SHARE));
        for (Limit limit : limits) {
            limit.measure(little);
        }
        List<RunResult> results = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Limit limit : limits) {
                progress.accept("round " + round + " of " + rounds + ": " + limit.text());
                results.add(result(limit, limit.measure(effort)));
            }
        }
        return List.copyOf(results);
    }

    private RunResult result(Limit limit, Measured measured) {
        Map<String, String> all = new LinkedHashMap<>(conditions);
        all.put("what", limit.text());
        all.put("measuredMillis", String.valueOf(measured.wallNanos() / 1_000_000));
        return new RunResult(
                RunResult.SCHEMA,
                limit.key(),
                "none",
                MACHINE,
                all,
                measured.figures(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
