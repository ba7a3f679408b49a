package dev.leat.perf.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start a broker.
 *
 * @param broker      how results name it
 * @param command     program and arguments, in which {@code {port}} and {@code {data}} stand for what a run chooses; it stays
 *                    as long as the broker does, ends it when it gets a TERM, and needs no free port but that one
 * @param environment added to that of this process
 */
public record Launch(String broker, List<String> command, Map<String, String> environment) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Leat from a clone. */
    public static Launch leat(Path home) {
        return new Launch(
                "leat", List.of(home + "/bin/leat", "start", "--port", "{port}", "--data", "{data}"), Map.of());
    }

    /** Apache Kafka, started by the script that is in Leat's clone. */
    public static Launch apacheKafka(Path home) {
        return new Launch(
                "apache-kafka",
                List.of(home + "/interop/apache-kafka/start", "--port", "{port}", "--data", "{data}"),
                Map.of());
    }

    /** A command line for the shell. */
    public static Launch shell(String line) {
        return new Launch("started", List.of("sh", "-c", line), Map.of());
    }

    /** The same with {@code name} in the environment. */
    public Launch with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Launch(broker, command, more);
    }

    List<String> words(int port, Path data) {
        return command.stream()
                .map(word -> word.replace("{port}", String.valueOf(port)).replace("{data}", data.toString()))
                .toList();
    }
}
