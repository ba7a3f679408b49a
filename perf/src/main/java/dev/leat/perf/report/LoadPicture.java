package dev.leat.perf.report;

import dev.leat.perf.result.RunResult;
import java.awt.BasicStroke;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Latency against offered load, up to the knee: a broker's colour, and a line of its own for each percentile. */
public final class LoadPicture {
    private LoadPicture() {}

    /**
     * One step of a broker's ladder of loads.
     *
     * @param offered records/s asked for
     * @param run     what came of it
     */
    public record Step(double offered, RunResult run) {}

    private record Line(String figure, String label, BasicStroke stroke) {}

    private static final List<Line> LINES = List.of(
            new Line("latencyP50Micros", "p50", Look.line(2.5f)),
            new Line("latencyP99Micros", "p99", Look.dashed(2f)),
            new Line("latencyP999Micros", "p99.9", new BasicStroke(1.5f, 0, 0, 1, new float[] {2, 3}, 0)));

    /** @param steps of all brokers; runs of one broker with the same load count as one, by their median */
    public static Picture of(String name, String title, List<Step> steps) {
        XYChart chart = Look.chart(title, "offered load, records/s", "latency");
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(Look::micros);
        TreeMap<String, List<Step>> byBroker = steps.stream()
                .collect(Collectors.groupingBy(step -> step.run().broker(), TreeMap::new, Collectors.toList()));
        byBroker.descendingMap().forEach((broker, of) -> LINES.forEach(line -> add(chart, broker, of, line)));
        return Canvas.paint(
                name, chart, Conditions.of(steps.stream().map(Step::run).toList()));
    }

    private static void add(XYChart chart, String broker, Collection<Step> steps, Line line) {
        Map<Double, Double> medians = new TreeMap<>();
        steps.stream()
                .collect(Collectors.groupingBy(Step::offered))
                .forEach((offered, same) -> Values.median(
                                same.stream().map(Step::run).toList(), line.figure())
                        .ifPresent(median -> medians.put(offered, median)));
        if (medians.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                Look.nameOf(broker) + " " + line.label(),
                medians.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                medians.values().stream().mapToDouble(Double::doubleValue).toArray());
        series.setLineColor(Look.of(broker));
        series.setMarkerColor(Look.of(broker));
        series.setLineStyle(line.stroke());
        series.setMarker(SeriesMarkers.CIRCLE);
    }
}
