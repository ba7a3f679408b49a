package dev.leat.perf.report;

import dev.leat.perf.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A line for each run, in its broker's colour: thick for a broker's median run, which the legend names, thin for its others. */
final class RunLines {
    private static final float THICK = 2.4f;
    private static final float THIN = 0.9f;

    private RunLines() {}

    /** Where a run's line goes. */
    record Line(double[] x, double[] y) {}

    /** Makes the line of a run. */
    @FunctionalInterface
    interface Making {
        Line of(RunResult run);
    }

    /** @param order by which a broker's median run is found; of an even number the lower one of the two in the middle */
    static void draw(XYChart chart, List<RunResult> runs, ToDoubleFunction<RunResult> order, Making making) {
        Map<String, List<RunResult>> byBroker = runs.stream()
                .collect(Collectors.groupingBy(RunResult::broker, LinkedHashMap::new, Collectors.toList()));
        byBroker.forEach((broker, of) -> {
            RunResult median = median(of, order);
            String name = Look.nameOf(broker);
            add(chart, of.size() == 1 ? name : name + ", median run", median, THICK, making);
            List<RunResult> others = new ArrayList<>(of);
            others.removeIf(run -> run == median); // itself, not one like it
            for (int i = 0; i < others.size(); i++) {
                String label = name + ", other runs" + " ".repeat(i);
                add(chart, label, others.get(i), THIN, making).setShowInLegend(i == 0);
            }
        });
    }

    static RunResult median(List<RunResult> runs, ToDoubleFunction<RunResult> order) {
        List<RunResult> sorted =
                runs.stream().sorted(Comparator.comparingDouble(order)).toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    private static XYSeries add(XYChart chart, String name, RunResult run, float width, Making making) {
        Line line = making.of(run);
        XYSeries series = chart.addSeries(name, line.x(), line.y());
        series.setLineColor(Look.of(run.broker()));
        series.setLineStyle(Look.line(width));
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }
}
