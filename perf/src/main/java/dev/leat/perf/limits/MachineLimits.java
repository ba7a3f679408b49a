package dev.leat.perf.limits;

import dev.leat.base.Check;
import dev.leat.perf.process.WriteBack;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures limits of this machine, each once per round, so that a slow minute does not fall on one of them alone.
 *
 * <p>What limits write stays until all are measured, as far as there is room, and one that writes may do so for a while before
 * it counts: a page of the page cache that was free for long can cost several times as much as one that was given back just
 * now, of which a broker that stores what it gets has few.
 */
public final class MachineLimits {
    /** What stands where a result names its broker. */
    public static final String MACHINE = "machine";

    private static final int WARM_UP_SHARE = 5;

    private final Scratch scratch;
    private final List<Limit> limits;
    private final Effort effort;
    private final Effort writing;
    private final Map<String, String> conditions;

    /**
     * @param dir        where files are made, on the disk that the broker would use
     * @param longest    time for one limit in one round
     * @param mostBytes  bytes for one limit in one round
     * @param conditions that the results carry, beside what this adds
     */
    public MachineLimits(Path dir, Duration longest, long mostBytes, Map<String, String> conditions) {
        scratch = new Scratch(dir);
        limits = all(dir, scratch);
        effort = new Effort(longest, mostBytes);
        writing = effort;
        this.conditions = Map.copyOf(conditions);
    }

    private MachineLimits(
            Scratch scratch, List<Limit> limits, Effort effort, Effort writing, Map<String, String> conditions) {
        this.scratch = scratch;
        this.limits = limits;
        this.effort = effort;
        this.writing = writing;
        this.conditions = conditions;
    }

    private static List<Limit> all(Path dir, Scratch scratch) {
        return List.of(
                new Checksum(),
                new SocketToFile(scratch, false),
                new SocketToFile(scratch, true),
                new FileToSocket(dir),
                new UnderLoad(
                        "limit-produce",
                        "requests of 256 KiB by the raw client, CRC32C, file, flushed per segment",
                        true,
                        effort -> new BareProduce(scratch, SegmentFiles.SEGMENT_BYTES)),
                new UnderLoad(
                        "limit-fetch",
                        "fetches of 1 MiB by the raw client, sendfile",
                        false,
                        effort -> new BareFetch(dir, effort.mostBytes())),
                new PingPong(),
                new Relay(scratch, 1_000),
                new Relay(scratch, 5_000),
                new Fsync(dir));
    }

    /**
     * The same, but a limit that writes has another effort, in each round.
     *
     * @param warmup          time that it writes before it counts
     * @param mostWarmupBytes bytes of that; less if they and those that count would take half of the free disk
     * @param longest         time that counts
     * @param mostBytes       bytes that count
     * @throws IOException if the disk does not tell how much is free
     */
    public MachineLimits writing(Duration warmup, long mostWarmupBytes, Duration longest, long mostBytes)
            throws IOException {
        Effort other = new Effort(warmup, Math.min(mostWarmupBytes, scratch.disk() - mostBytes), longest, mostBytes);
        return new MachineLimits(scratch, limits, effort, other, conditions);
    }

    /**
     * The same, but of these limits alone.
     *
     * @throws IllegalArgumentException naming what there is, if there is no such limit
     */
    public MachineLimits only(Collection<String> keys) {
        for (String key : keys) {
            if (!keys().contains(key)) {
                throw new IllegalArgumentException("no limit '" + key + "'; there are " + String.join(", ", keys()));
            }
        }
        List<Limit> chosen =
                limits.stream().filter(limit -> keys.contains(limit.key())).toList();
        return new MachineLimits(scratch, chosen, effort, writing, conditions);
    }

    /** Stable keys of the limits, such as {@code limit-produce}. */
    public List<String> keys() {
        return limits.stream().map(Limit::key).toList();
    }

    /** Whether the limit {@code key} fills files. */
    public boolean writes(String key) {
        return limits.stream().filter(limit -> limit.key().equals(key)).anyMatch(Limit::writes);
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
        Duration round = limits.stream()
                .map(this::effortOf)
                .map(each -> each.warmup().plus(each.longest()))
                .reduce(Duration.ZERO, Duration::plus);
        return round.multipliedBy(rounds).plus(little().longest().multipliedBy(limits.size()));
    }

    private Effort effortOf(Limit limit) {
        return limit.writes() ? writing : effort;
    }

    /** Enough for the JVM to compile what is measured. */
    private Effort little() {
        return new Effort(effort.longest().dividedBy(WARM_UP_SHARE), Math.max(1, effort.mostBytes() / WARM_UP_SHARE));
    }

    /**
     * Warms up, and measures. Before each measurement what lies in the page cache is written to the disk.
     *
     * @param rounds   at least 1
     * @param progress told what begins
     * @return a result for each limit and round, in the order they were taken
     * @throws IOException if a socket or file failed
     * @throws InterruptedException if it was told to end
     */
    public List<RunResult> measure(int rounds, Consumer<String> progress) throws IOException, InterruptedException {
        Check.atLeast(1, rounds, "rounds");
        try {
            progress.accept("warm-up");
            for (Limit limit : limits) {
                limit.measure(little());
            }
            return measured(rounds, progress);
        } finally {
            scratch.clear();
        }
    }

    private List<RunResult> measured(int rounds, Consumer<String> progress) throws IOException, InterruptedException {
        List<RunResult> results = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Limit limit : limits) {
                progress.accept("round " + round + " of " + rounds + ": " + limit.text());
                WriteBack.settle();
                results.add(result(limit, limit.measure(effortOf(limit))));
            }
        }
        return List.copyOf(results);
    }

    private RunResult result(Limit limit, Measured measured) {
        Map<String, String> all = new LinkedHashMap<>(conditions);
        all.put("what", limit.text());
        all.put("warmup", effortOf(limit).warmup().toString());
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
