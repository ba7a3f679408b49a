package dev.leat.perf.report;

import dev.leat.perf.result.Event;
import dev.leat.perf.result.RunResult;
import dev.leat.perf.result.Series;
import dev.leat.perf.result.Series.Point;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A figure over the time of every run, with what happened meanwhile; the line is thick for the run whose mean without the
 * warm-up is its broker's median.
 */
public final class TimePicture {
    private static final double LABEL_STEP = 0.06; // of the data's height: texts do not cover each other
    private static final double LINE_END = 0.975; // of the text's height

    private TimePicture() {}

    /**
     * @param runs   of any number of brokers
     * @param series name of the series to show; runs without it are left out
     */
    public static Picture of(String name, String title, List<RunResult> runs, String series) {
        List<RunResult> shown =
                runs.stream().filter(run -> !pointsOf(run, series).isEmpty()).toList();
        String unit = shown.stream()
                .flatMap(run -> run.series().stream())
                .filter(one -> one.name().equals(series))
                .map(Series::unit)
                .findFirst()
                .orElse("");
        XYChart chart = Look.chart(
                title,
                "seconds; the warm-up is below zero; of several runs the one with the median mean is thick",
                unit);
        chart.getStyler().setYAxisMin(0.0);
        int events = shown.stream().mapToInt(run -> run.events().size()).sum();
        double data = 1.05 * greatest(shown, series);
        double top = data * (1 + LABEL_STEP * events); // texts stand above the data
        chart.getStyler().setYAxisMax(top);
        RunLines.draw(chart, shown, run -> mean(pointsOf(run, series)), run -> line(pointsOf(run, series)));
        int label = 0;
        for (RunResult run : shown) {
            for (Event event : run.events()) {
                mark(chart, run, event, top - data * LABEL_STEP * label, label);
                label++;
            }
        }
        return Canvas.paint(name, chart, Conditions.of(runs));
    }

    private static double greatest(List<RunResult> runs, String series) {
        return runs.stream()
                .flatMap(run -> pointsOf(run, series).stream())
                .mapToDouble(Point::value)
                .max()
                .orElse(1);
    }

    private static List<Point> pointsOf(RunResult run, String name) {
        return run.series().stream()
                .filter(series -> series.name().equals(name))
                .flatMap(series -> series.points().stream())
                .toList();
    }

    private static double mean(List<Point> points) {
        return points.stream()
                .filter(point -> point.seconds() > 0)
                .mapToDouble(Point::value)
                .average()
                .orElse(0);
    }

    private static RunLines.Line line(List<Point> points) {
        return new RunLines.Line(
                points.stream().mapToDouble(Point::seconds).toArray(),
                points.stream().mapToDouble(Point::value).toArray());
    }

    /** An event as a dashed line of its run's colour, from the bottom up to its text. */
    private static void mark(XYChart chart, RunResult run, Event event, double height, int number) {
        XYSeries line = chart.addSeries(
                "event " + number, new double[] {event.seconds(), event.seconds()}, new double[] {0, height * LINE_END
                });
        line.setShowInLegend(false);
        line.setLineColor(Look.of(run.broker()));
        line.setLineStyle(Look.dashed(1));
        line.setMarker(SeriesMarkers.NONE);
        String text = Look.nameOf(run.broker()) + ": " + event.text();
        chart.addAnnotation(new AnnotationText(text, event.seconds(), height, false));
    }
}
