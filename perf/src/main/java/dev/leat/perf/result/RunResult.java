package dev.leat.perf.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one run found. As JSON its fields are these, in this order; a reader passes over fields that it does not know.
 *
 * @param schema     version of this form, {@value #SCHEMA}
 * @param workload   stable key, such as {@code produce} or {@code latency}
 * @param client     {@code leat}, {@code kafka} or {@code raw}
 * @param broker     what it ran against: {@code leat}, {@code apache-kafka}, or an address
 * @param conditions what a figure must not be read without: commit, command, cores, heap, acks, replicas, flush, java, and
 *                   the workload's own settings
 * @param figures    the numbers
 * @param series     figures over time; may be empty
 * @param events     in order of time; may be empty
 * @param latency    latencies in µs by percentile, 0 to 100, in growing order; empty if the workload has none
 * @param hlog       name of the HdrHistogram log beside this file, or none
 */
public record RunResult(
        int schema,
        String workload,
        String client,
        String broker,
        Map<String, String> conditions,
        List<Figure> figures,
        List<Series> series,
        List<Event> events,
        List<Percentile> latency,
        Optional<String> hlog) {
    /** The version of this form. */
    public static final int SCHEMA = 1;

    /** The condition that tells the flags of the broker's JVM, where its process is known. */
    public static final String BROKER_JVM = "brokerJvm";

    /** @param percentile 0 to 100 */
    public record Percentile(double percentile, double micros) {}

    /** The same with one more figure. */
    public RunResult with(Figure figure) {
        List<Figure> more = new ArrayList<>(figures);
        more.add(figure);
        return new RunResult(
                schema, workload, client, broker, conditions, List.copyOf(more), series, events, latency, hlog);
    }

    /** The same with {@code happened} among its events. */
    public RunResult with(List<Event> happened) {
        List<Event> all = new ArrayList<>(events);
        all.addAll(happened);
        all.sort(Comparator.comparingDouble(Event::seconds));
        return new RunResult(
                schema, workload, client, broker, conditions, figures, series, List.copyOf(all), latency, hlog);
    }

    /** The value of the figure {@code name}, if the run has it. */
    public OptionalDouble figure(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst();
    }
}
