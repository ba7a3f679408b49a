package dev.leat.integration.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** One Apache Kafka broker in a process of its own, with the listeners and settings that a test needs. */
final class ApacheKafka implements AutoCloseable {
    private static final Path START = Path.of("..", "interop", "apache-kafka", "start");

    private final Process process;
    private final Map<String, Integer> ports;

    private ApacheKafka(Process process, Map<String, Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /**
     * Starts it, or skips the test if its artefacts cannot be had.
     *
     * @param listeners names other than PLAINTEXT, which is always there, with their protocols
     */
    static ApacheKafka start(Map<String, String> listeners, Map<String, String> settings) throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("PLAINTEXT", freePort());
        for (String listener : listeners.keySet()) {
            ports.put(listener, freePort());
        }
        int controller = freePort();
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("listeners", addresses(ports) + ",CONTROLLER://127.0.0.1:" + controller);
        all.put("advertised.listeners", addresses(ports));
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        all.put("listener.security.protocol.map", protocols(listeners));
        return new ApacheKafka(run(ports, all), ports);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String addresses(Map<String, Integer> ports) {
        return ports.entrySet().stream()
                .map(listener -> listener.getKey() + "://127.0.0.1:" + listener.getValue())
                .collect(Collectors.joining(","));
    }

    private static String protocols(Map<String, String> listeners) {
        List<String> map = new ArrayList<>(List.of("PLAINTEXT:PLAINTEXT", "CONTROLLER:PLAINTEXT"));
        listeners.forEach((name, protocol) -> map.add(name + ":" + protocol));
        return String.join(",", map);
    }

    private static Process run(Map<String, Integer> ports, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(START.toString(), "--port", "" + ports.get("PLAINTEXT")));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(" ready on ")) {
                drain(lines);
                return process;
            }
            output.append(line).append('\n');
        }
        boolean missing = output.indexOf("Could not resolve") >= 0 || output.indexOf("cannot access") >= 0;
        Assumptions.assumeFalse(missing, "the artefacts of Apache Kafka are not at hand: " + output);
        throw new IOException("Apache Kafka did not start:\n" + output);
    }

    /** A full pipe would stop the broker. */
    private static void drain(BufferedReader lines) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (lines.readLine() != null) {}
                    } catch (IOException ended) {
                        return; // by close()
                    }
                },
                "kafka-output");
        thread.setDaemon(true);
        thread.start();
    }

    String address(String listener) {
        return "127.0.0.1:" + ports.get(listener);
    }

    @Override
    public void close() {
        process.destroy(); // the script ends the broker and deletes its data
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
