package dev.leat.perf.process;

import dev.leat.cli.output.CliFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps processors from sleeping while nothing runs on them, as machines are set up that are tuned for latency: a processor
 * that sleeps has to be woken before it can run what was waited for, and the first bytes after a pause pay for it. Each has a
 * process of the class {@code SCHED_IDLE} (sched(7)), which should have only what nobody else wants and give way at once; where it did
 * not, docs/performance/compared.md tells of it. It ends with this JVM, however that ends. One thread.
 */
public final class Awake implements AutoCloseable {
    private static final int LOOK_MS = 200;
    private static final Path OWN_STATUS = Path.of("/proc/self/status");

    /** Looks now and then whether its parent is still ours, also if nobody takes notice of our end; all it does between is to count. */
    private static final String SPIN =
            "while read -r pid name state parent rest < /proc/$$/stat && [ \"$parent\" = $PPID ];"
                    + " do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done";

    private final List<Process> spinning = new ArrayList<>();

    private Awake() {}

    /** All processors that this process may use, until it is closed. Needs {@code taskset} and {@code chrt} of util-linux. */
    public static Awake allProcessors() throws IOException, InterruptedException {
        Awake awake = new Awake();
        try {
            for (int processor : spinnable()) {
                awake.spin(processor);
            }
            awake.check();
            return awake;
        } catch (IOException e) {
            awake.close();
            throw notPossible(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | InterruptedException e) {
            awake.close();
            throw e;
        }
    }

    private static List<Integer> spinnable() throws IOException {
        if (!Files.exists(OWN_STATUS)) {
            throw notPossible("there is no " + OWN_STATUS + ": this is not Linux", null);
        }
        List<Integer> allowed = allowed(ProcText.of(OWN_STATUS).word("Cpus_allowed_list:"));
        int quota = Runtime.getRuntime().availableProcessors();
        if (quota < allowed.size()) {
            throw notPossible(
                    "what " + allowed.size() + " processors spend on it would come out of a quota of " + quota, null);
        }
        return allowed;
    }

    /** None: those sleep that have nothing to do. */
    public static Awake none() {
        return new Awake();
    }

    /** @param list as {@code /proc/PID/status} has it, such as {@code 0-2,5} */
    static List<Integer> allowed(String list) {
        return Stream.of(list.split(",")).flatMap(Awake::range).toList();
    }

    private static Stream<Integer> range(String text) {
        String[] ends = text.split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
    }

    private void spin(int processor) throws IOException {
        spinning.add(new ProcessBuilder("taskset", "-c", String.valueOf(processor), "chrt", "-i", "0", "sh", "-c", SPIN)
                .redirectErrorStream(true)
                .start());
    }

    private void check() throws IOException, InterruptedException {
        spinning.get(spinning.size() - 1).waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
        for (Process process : spinning) {
            if (!process.isAlive()) {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                throw notPossible(said.strip(), null);
            }
        }
    }

    private static CliFailure notPossible(String why, @Nullable Throwable cause) {
        return new CliFailure(
                "processors cannot be kept awake here", null, why, "the same without --keep-awake", cause);
    }

    /**
     * What the processors spent on it so far, in seconds: as good as idle, since anybody could have had it.
     *
     * @throws CliFailure if one is no longer kept awake
     */
    public double cpuSeconds() throws IOException {
        double seconds = 0;
        for (Process process : spinning) {
            if (!process.isAlive()) {
                throw new CliFailure(
                        "a processor is no longer kept awake",
                        null,
                        "something has ended the process for it",
                        "",
                        null);
            }
            seconds += new ProcStat(Path.of("/proc", String.valueOf(process.pid()))).cpuSeconds();
        }
        return seconds;
    }

    /** They may sleep again. */
    @Override
    public void close() {
        spinning.forEach(Process::destroyForcibly);
    }
}
