package dev.leat.integration.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * One Apache Kafka broker in a process of its own, with the listeners, settings and features that a test needs; its data and
 * what it says are below {@code target}.
 */
public final class ApacheKafka implements AutoCloseable {
    private static final Path START = Path.of("..", "interop", "apache-kafka", "start");
    private static final String JVM = "-Xms128m -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";
    private static final int NO_ARTEFACTS = 3;

    /** The gate's: there half of the tests may not be left out unnoticed. */
    private static final boolean REQUIRED = System.getenv("REQUIRE_APACHE_KAFKA") != null;

    private static final long START_SECONDS = 180;

    private final Process script;
    private final Path data;
    private final Map<String, Integer> ports;
    private final Map<String, String> settings;

    private ApacheKafka(Process script, Path data, Map<String, Integer> ports, Map<String, String> settings) {
        this.script = script;
        this.data = data;
        this.ports = ports;
        this.settings = settings;
    }

    /**
     * Starts it; if its artefacts cannot be had the test is skipped, or fails where they are required.
     *
     * @param listeners names other than PLAINTEXT, which is always there, with their protocols
     */
    public static ApacheKafka start(Map<String, String> listeners, Map<String, String> settings) throws IOException {
        return start(listeners, settings, Map.of());
    }

    /**
     * As {@link #start(Map, Map)}.
     *
     * @param features levels other than those that Kafka's version brings, by their names
     */
    public static ApacheKafka start(
            Map<String, String> listeners, Map<String, String> settings, Map<String, Integer> features)
            throws IOException {
        return start(listeners, Map.of(), settings, features);
    }

    /** A broker whose clients come through {@code proxy}, {@code host:port}, though not its talk with itself. */
    public static ApacheKafka behind(String proxy, Map<String, String> settings, Map<String, Integer> features)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("inter.broker.listener.name", "INTERNAL");
        return start(Map.of("INTERNAL", "PLAINTEXT"), Map.of("PLAINTEXT", proxy), all, features);
    }

    private static ApacheKafka start(
            Map<String, String> listeners,
            Map<String, String> advertised,
            Map<String, String> settings,
            Map<String, Integer> features)
            throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("PLAINTEXT", FreePort.find());
        for (String listener : listeners.keySet()) {
            ports.put(listener, FreePort.find());
        }
        int controller = FreePort.find();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listeners", addresses(ports, Map.of()) + ",CONTROLLER://127.0.0.1:" + controller);
        all.put("advertised.listeners", addresses(ports, advertised));
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        all.put("listener.security.protocol.map", protocols(listeners));
        all.putAll(settings);
        return run(ports, all, features);
    }

    /** @param others addresses of listeners that are not where their port is */
    private static String addresses(Map<String, Integer> ports, Map<String, String> others) {
        return ports.entrySet().stream()
                .map(listener -> listener.getKey() + "://"
                        + others.getOrDefault(listener.getKey(), "127.0.0.1:" + listener.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String protocols(Map<String, String> listeners) {
        List<String> map = new ArrayList<>(List.of("PLAINTEXT:PLAINTEXT", "CONTROLLER:PLAINTEXT"));
        listeners.forEach((name, protocol) -> map.add(name + ":" + protocol));
        return String.join(",", map);
    }

    private static ApacheKafka run(
            Map<String, Integer> ports, Map<String, String> settings, Map<String, Integer> features)
            throws IOException {
        List<String> options = new ArrayList<>();
        features.forEach((name, level) -> options.addAll(List.of("--feature", name + "=" + level)));
        return run(newData(), ports, settings, options);
    }

    /** A directory for a broker's data. */
    static Path newData() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        return Files.createTempDirectory(target, "apache-kafka");
    }

    /**
     * Starts a broker on data that may be there already.
     *
     * @param ports of its listeners
     * @param options of the script, other than those that are asked for here
     */
    static ApacheKafka run(Path data, Map<String, Integer> ports, Map<String, String> settings, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(START.toString(), "--port", "" + ports.get("PLAINTEXT"), "--data", data.toString()));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(data.resolve("errors.log").toFile());
        builder.environment().putIfAbsent("KAFKA_JVM_OPTS", JVM);
        ApacheKafka started = new ApacheKafka(builder.start(), data, ports, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(started::close)); // also when the run is ended early
        started.awaitReady();
        return started;
    }

    /** Reads all that the script says, as a full pipe would stop the broker; there is little of it. */
    private void awaitReady() throws IOException {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    script.inputReader()
                            .lines()
                            .filter(line -> line.contains(" ready on "))
                            .forEach(line -> ready.complete(true));
                    ready.complete(false);
                },
                "kafka-output");
        reader.setDaemon(true);
        reader.start();
        try {
            if (ready.get(START_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            boolean cannotGet = script.waitFor() == NO_ARTEFACTS;
            Assumptions.assumeFalse(cannotGet && !REQUIRED, "Maven cannot get the artefacts of Apache Kafka");
        } catch (TimeoutException | ExecutionException late) {
            close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IOException("Apache Kafka did not start:\n" + Files.readString(data.resolve("errors.log")));
    }

    /** {@code host:port} of a listener. */
    public String address(String listener) {
        return "127.0.0.1:" + ports.get(listener);
    }

    /** Of the listener PLAINTEXT. */
    public int port() {
        return ports.getOrDefault("PLAINTEXT", 0);
    }

    /** Ends the script and the broker, as a crash of the latter; without effect when they have ended. */
    @Override
    public void close() {
        List<ProcessHandle> broker = script.descendants().toList();
        script.destroy();
        broker.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills it, and starts one like it on its data. */
    public ApacheKafka restart() throws IOException {
        kill();
        return run(data, ports, settings, List.of());
    }

    /** As {@link #close}; on return the processes are gone and their ports free. */
    void kill() {
        List<ProcessHandle> broker = script.descendants().toList();
        close();
        broker.forEach(process -> process.onExit().join());
        script.onExit().join();
    }
}
