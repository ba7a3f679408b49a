package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.perf.process.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * An outage by commands of the shell.
 *
 * @param killCommand  a shell line that ends it
 * @param pid          the process that is killed (-9) if there is no {@code killCommand}
 * @param startCommand a shell line that starts it again at once, and may stay; without one, something else does
 */
record CommandOutage(Optional<String> killCommand, OptionalLong pid, Optional<String> startCommand) implements Outage {
    private static final long PATIENCE_S = 120;
    private static final long LOOK_MS = 2;

    @Override
    public void begin() throws IOException, InterruptedException {
        if (killCommand.isPresent()) {
            Process kill = shell(killCommand.get(), ProcessBuilder.Redirect.DISCARD);
            if (!kill.waitFor(PATIENCE_S, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new CliFailure("the command that ends the broker failed", null, "", killCommand.get(), null);
            }
            return;
        }
        ProcessHandle broker =
                pid.isPresent() ? ProcessHandle.of(pid.getAsLong()).orElse(null) : null;
        if (broker == null) {
            throw new CliFailure(
                    "there is no broker to end", null, "", "name it with --pid, or say how with --kill-command", null);
        }
        broker.destroyForcibly();
        awaitEnd(broker);
    }

    private static void awaitEnd(ProcessHandle broker) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!Ending.isOver(broker)) {
            if (System.nanoTime() - deadline > 0) {
                throw new CliFailure("process " + broker.pid() + " does not end", null, "", "", null);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    @Override
    public Optional<Path> end() throws IOException {
        if (startCommand.isEmpty()) {
            return Optional.empty();
        }
        Path log = Files.createTempFile("leat-perf-start-", ".log");
        shell(startCommand.get(), ProcessBuilder.Redirect.to(log.toFile()));
        return Optional.of(log);
    }

    private static Process shell(String line, ProcessBuilder.Redirect says) throws IOException {
        return new ProcessBuilder("sh", "-c", line)
                .redirectErrorStream(true)
                .redirectOutput(says)
                .start();
    }
}
