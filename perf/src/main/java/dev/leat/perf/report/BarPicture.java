package dev.leat.perf.report;

import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.RunResult;
import java.awt.Color;
import java.util.Collection;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYSeries;

/** The medians of both brokers as bars from zero, with whiskers from the least to the greatest of the runs. */
public final class BarPicture {
    private static final double THICKNESS = 0.36;
    private static final double SHIFT = 0.2;
    private static final double ROOM_FOR_NUMBERS = 1.1;
    private static final double NUMBER_AT = 0.035; // of the axis, beyond the whisker

    /** From here on an axis of microseconds would have too many digits. */
    private static final double LONG_MICROS = 10_000;

    private static final double MILLIS_PER_MICRO = 1e-3;

    private BarPicture() {}

    /**
     * @param figures of one name and unit, one row each, at least one
     * @param runs    that they come from
     */
    public static Picture of(String name, String title, List<PairedFigure> figures, Collection<RunResult> runs) {
        double greatest = figures.stream()
                .mapToDouble(figure -> Math.max(greatest(figure.ours()), greatest(figure.theirs())))
                .max()
                .orElse(1);
        String unit = figures.get(0).unit();
        boolean inMillis = unit.equals("us") && greatest >= LONG_MICROS;
        Rows rows = new Rows(
                title,
                inMillis ? "ms" : Words.unit(unit),
                figures.stream().map(PairedFigure::workload).toList());
        double scale = inMillis ? MILLIS_PER_MICRO : 1;
        double end = ROOM_FOR_NUMBERS * greatest * scale;
        rows.chart().getStyler().setXAxisMin(0.0);
        rows.chart().getStyler().setXAxisMax(end);
        for (int row = 0; row < figures.size(); row++) {
            PairedFigure figure = figures.get(row);
            add(rows, "leat", scaled(figure.ours(), scale), row, -SHIFT, end);
            add(rows, "apache-kafka", scaled(figure.theirs(), scale), row, SHIFT, end);
        }
        return rows.paint(name, Conditions.of(runs));
    }

    private static void add(Rows rows, String broker, List<Double> values, int row, double shift, double end) {
        double height = rows.height(row, shift);
        double median = PairedFigure.median(values);
        boolean first = row == 0;
        XYSeries bar = rows.bar(
                first ? Look.nameOf(broker) : broker + " " + row, 0, median, height, THICKNESS, Look.of(broker));
        bar.setShowInLegend(first);
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(median);
        rows.whisker(least, greatest(values), height, Color.BLACK);
        rows.chart()
                .addAnnotation(
                        new AnnotationText(Look.plain(median), greatest(values) + NUMBER_AT * end, height, false));
    }

    private static List<Double> scaled(List<Double> values, double scale) {
        return values.stream().map(value -> value * scale).toList();
    }

    private static double greatest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
