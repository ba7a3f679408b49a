package dev.leat.integration.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * Apache Kafka 4.3.1 in a process of its own, started by {@code interop/apache-kafka/start} once per run of tests on a free
 * port, with its data below {@code target}, and ended with the run.
 */
final class SharedApacheKafka {
    private static final Namespace NAMESPACE = Namespace.create(SharedApacheKafka.class);
    private static final Pattern READY = Pattern.compile("Apache Kafka \\S+ ready on (\\S+), pid \\d+");
    private static final int NO_ARTEFACTS = 3;
    private static final long START_SECONDS = 180;

    private SharedApacheKafka() {}

    /** {@code host:port} of the broker with that level of transaction.version; starts it if no test has yet. */
    static String bootstrap(ExtensionContext context, int transactionVersion) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(transactionVersion, SharedApacheKafka::start, Running.class)
                .bootstrap();
    }

    @SuppressWarnings("deprecation") // the interface by which JUnit closed what a store holds before 5.13
    private record Running(Process script, String bootstrap)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            end(script);
        }
    }

    private static Running start(int transactionVersion) {
        try {
            Path data = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "apache-kafka");
            Process script = launch(transactionVersion, data);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(script))); // also when the run is ended early
            return new Running(script, awaitReady(script, data));
        } catch (IOException failed) {
            throw new AssertionError("Apache Kafka could not be started", failed);
        }
    }

    private static Process launch(int transactionVersion, Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of("..", "interop", "apache-kafka", "start")
                        .toAbsolutePath()
                        .normalize()
                        .toString(),
                "--data",
                data.toString(),
                "--feature",
                "transaction.version=" + transactionVersion,
                "--set",
                "transaction.state.log.num.partitions=3",
                "--set",
                "offsets.topic.num.partitions=3",
                "--set",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms=200"));
        builder.environment().put("KAFKA_JVM_OPTS", "-Xms128m -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        return builder.redirectError(data.resolve("start.log").toFile()).start();
    }

    private static String awaitReady(Process script, Path data) throws IOException {
        CompletableFuture<String> ready = CompletableFuture.supplyAsync(() -> script.inputReader()
                .lines()
                .map(READY::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .findFirst()
                .orElse(""));
        try {
            String bootstrap = ready.get(START_SECONDS, TimeUnit.SECONDS);
            if (!bootstrap.isEmpty()) {
                return bootstrap;
            }
            if (script.waitFor() == NO_ARTEFACTS) {
                throw new TestAbortedException("no Apache Kafka to test against: Maven cannot get its artefacts");
            }
        } catch (TimeoutException late) {
            end(script);
        } catch (ExecutionException | InterruptedException failed) {
            end(script);
            throw new AssertionError(failed);
        }
        throw new AssertionError("Apache Kafka did not start:\n" + Files.readString(data.resolve("start.log")));
    }

    private static void end(Process script) {
        List<ProcessHandle> children = script.descendants().toList();
        script.destroy();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
