package dev.leat.perf.report;

import dev.leat.perf.result.RunResult;
import dev.leat.perf.result.RunResult.Percentile;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/**
 * Latency by percentile: each nine as wide as the one before, latency on a log axis, a line for every run, thick for the one
 * with a broker's median p99.
 */
public final class PercentilePicture {
    private static final double ORDER = 99;
    private static final double HIGHEST = 99.999;
    private static final double ENOUGH_DECADES = 100;

    private PercentilePicture() {}

    /** @param runs at least one, each with latencies */
    public static Picture of(String name, String title, List<RunResult> runs) {
        XYChart chart =
                Look.chart(title, "percentile; of several runs the one with the median p99 is thick", "latency");
        chart.getStyler().setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(true);
        chart.getStyler().setXAxisMax(1 / (1 - highestShown(runs) / 100));
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmicDecadeOnly(spansDecades(runs));
        chart.getStyler().setXAxisTickLabelsFormattingFunction(PercentilePicture::percentile);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(Look::micros);
        RunLines.draw(chart, runs, PercentilePicture::p99, PercentilePicture::line);
        return Canvas.paint(name, chart, Conditions.of(runs));
    }

    /** With fewer, labels on decades alone would leave the axis all but bare. */
    private static boolean spansDecades(List<RunResult> runs) {
        DoubleSummaryStatistics micros = runs.stream()
                .flatMap(run -> run.latency().stream())
                .filter(PercentilePicture::isShown)
                .mapToDouble(Percentile::micros)
                .summaryStatistics();
        return micros.getMax() > ENOUGH_DECADES * micros.getMin();
    }

    /** Short runs have no sample behind it, and an axis that goes on would promise one. */
    private static double highestShown(List<RunResult> runs) {
        return runs.stream()
                .flatMap(run -> run.latency().stream())
                .filter(PercentilePicture::isShown)
                .mapToDouble(Percentile::percentile)
                .max()
                .orElse(HIGHEST);
    }

    private static boolean isShown(Percentile at) {
        return at.percentile() <= HIGHEST && at.micros() > 0;
    }

    /** The first that is told at 99 % or above. */
    private static double p99(RunResult run) {
        return run.latency().stream()
                .filter(at -> at.percentile() >= ORDER)
                .mapToDouble(Percentile::micros)
                .findFirst()
                .orElse(0);
    }

    private static RunLines.Line line(RunResult run) {
        List<Percentile> shown =
                run.latency().stream().filter(PercentilePicture::isShown).toList();
        return new RunLines.Line(
                shown.stream()
                        .mapToDouble(at -> 1 / (1 - at.percentile() / 100))
                        .toArray(),
                shown.stream().mapToDouble(Percentile::micros).toArray());
    }

    /** The percentile at which one in {@code oneIn} is slower: 100 is 99 %. */
    static String percentile(double oneIn) {
        int nines = (int) Math.round(Math.log10(oneIn));
        int decimals = Math.max(0, nines - 2);
        return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 - 100 / oneIn);
    }
}
