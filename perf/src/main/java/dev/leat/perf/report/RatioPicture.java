package dev.leat.perf.report;

import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.PairedFigure.Verdict;
import dev.leat.perf.result.RunResult;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Every figure that has a goal as its ratio to Apache Kafka's on a log axis: the ratio of the medians as a point, whiskers
 * from the least to the greatest of the pairs, the goal as a diamond. Green reached it, red did not.
 */
public final class RatioPicture {
    private static final int DOT = 10;
    private static final double LEAST_SHOWN = 0.01;

    private RatioPicture() {}

    /**
     * @param figures at least one, all measured
     * @param runs    that they come from
     */
    public static Picture of(String name, String title, List<PairedFigure> figures, Collection<RunResult> runs) {
        Rows rows = new Rows(
                title,
                "Leat \u00f7 Apache Kafka",
                figures.stream().map(RatioPicture::rowName).toList());
        XYChart chart = rows.chart();
        chart.getStyler().setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(false);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(RatioPicture::tick);
        chart.getStyler().setMarkerSize(DOT);
        rows.upright(1, Look.QUIET, new BasicStroke(1.5f));
        for (int row = 0; row < figures.size(); row++) {
            PairedFigure figure = figures.get(row);
            double height = rows.height(row, 0);
            Color colour = colourOf(figure.verdict());
            rows.whisker(shown(figure.leastRatio()), shown(figure.greatestRatio()), height, colour);
        }
        points(chart, rows, figures, Verdict.MET, "goal met");
        points(chart, rows, figures, Verdict.MET_BY_MEDIAN, "met, not in every pair");
        points(chart, rows, figures, Verdict.MISSED, "goal missed");
        points(chart, rows, figures, Verdict.NOT_TRUSTED, "short or disturbed runs");
        points(chart, rows, figures, Verdict.NO_GOAL, "no goal");
        goals(chart, rows, figures);
        return rows.paint(name, Conditions.of(runs));
    }

    /** 1, 2 and 5 of each decade; the others stand too close together. */
    private static String tick(double ratio) {
        double decade = Math.pow(10, Math.floor(Math.log10(ratio) + 1e-9));
        long digit = Math.round(ratio / decade);
        return digit == 1 || digit == 2 || digit == 5 ? Look.plain(ratio) + "\u00d7" : " ";
    }

    private static String rowName(PairedFigure figure) {
        String wanted = figure.better() == Better.LOWER ? "  \u2190" : "  \u2192";
        return figure.workload() + ": " + Words.of(figure.name()) + wanted;
    }

    private static void points(XYChart chart, Rows rows, List<PairedFigure> figures, Verdict verdict, String name) {
        int[] of = IntStream.range(0, figures.size())
                .filter(row -> figures.get(row).verdict() == verdict)
                .toArray();
        if (of.length > 0) {
            double[] x = Arrays.stream(of)
                    .mapToDouble(row -> shown(figures.get(row).ratio()))
                    .toArray();
            scatter(chart, rows, name, of, x, colourOf(verdict), SeriesMarkers.CIRCLE);
        }
    }

    private static void goals(XYChart chart, Rows rows, List<PairedFigure> figures) {
        int[] of = IntStream.range(0, figures.size())
                .filter(row -> figures.get(row).goal().isPresent())
                .toArray();
        if (of.length > 0) {
            double[] x = Arrays.stream(of)
                    .mapToDouble(row -> figures.get(row).goal().orElseThrow())
                    .toArray();
            scatter(chart, rows, "goal", of, x, Color.BLACK, SeriesMarkers.DIAMOND);
        }
    }

    private static void scatter(
            XYChart chart, Rows rows, String name, int[] of, double[] x, Color colour, Marker marker) {
        double[] y = Arrays.stream(of).mapToDouble(row -> rows.height(row, 0)).toArray();
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(colour);
    }

    private static double shown(double ratio) {
        return Math.max(LEAST_SHOWN, ratio);
    }

    private static Color colourOf(Verdict verdict) {
        return switch (verdict) {
            case MET -> Look.MET;
            case MET_BY_MEDIAN -> new Color(0x8A6D00);
            case MISSED -> Look.MISSED;
            case NOT_TRUSTED, NOT_MEASURED, NO_GOAL -> Look.QUIET;
        };
    }
}
