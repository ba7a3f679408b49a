package dev.leat.perf.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.perf.report.LoadPicture.Step;
import dev.leat.perf.result.Event;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.RunResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** Made with {@code -Dleat.perf.pictures=DIR}, the pictures stay there to be looked at. */
class PicturesTest {
    @TempDir
    private Path temporary;

    @Test
    void shouldPaintLatencyByPercentile() throws Exception {
        List<RunResult> runs = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            runs.add(SampleRuns.latency("leat", run, 1));
            runs.add(SampleRuns.latency("apache-kafka", run, 2.4));
        }

        assertIsPainted(PercentilePicture.of("percentiles", "End to end at 5,000 records/s", runs));
    }

    @Test
    void shouldDrawTheMedianRunOfEachBrokerThickAndNameIt() {
        List<RunResult> runs = List.of(
                SampleRuns.latency("leat", 0, 9),
                SampleRuns.latency("leat", 1, 1),
                SampleRuns.latency("leat", 2, 3),
                SampleRuns.latency("apache-kafka", 0, 2));
        XYChart chart = Look.chart("", "", "");

        RunLines.draw(
                chart,
                runs,
                run -> run.latency().get(0).micros(),
                run -> new RunLines.Line(
                        new double[] {1}, new double[] {run.latency().get(0).micros()}));

        assertThat(chart.getSeriesCollection())
                .filteredOn(XYSeries::isShowInLegend)
                .extracting(XYSeries::getName)
                .containsExactly("Leat, median run", "Leat, other runs", "Apache Kafka");
        assertThat(chart.getSeriesCollection()).hasSize(4);
        assertThat(chart.getSeries("Leat, median run").getYData())
                .containsExactly(runs.get(2).latency().get(0).micros());
        assertThat(chart.getSeries("Leat, median run").getLineStyle().getLineWidth())
                .isGreaterThan(
                        chart.getSeries("Leat, other runs").getLineStyle().getLineWidth());
    }

    @Test
    void shouldPaintLatencyAgainstOfferedLoad() throws Exception {
        List<Step> steps = new ArrayList<>();
        for (double rate = 1_000; rate <= 128_000; rate *= 2) {
            double knee = 1 / (1.05 - rate / 128_000);
            steps.add(new Step(rate, SampleRuns.atLoad("leat", 90 * knee, 300 * knee, 2_000 * knee)));
            if (rate <= 32_000) {
                double earlier = 1 / (1.05 - rate / 32_000);
                steps.add(new Step(
                        rate, SampleRuns.atLoad("apache-kafka", 160 * earlier, 900 * earlier, 5_000 * earlier)));
            }
        }

        assertIsPainted(LoadPicture.of("load", "Latency against offered load", steps));
    }

    @Test
    void shouldPaintThroughputOverTimeWithItsEvents() throws Exception {
        List<RunResult> runs = List.of(
                SampleRuns.overTime("leat", 1, 400, List.of(new Event(10, "kill -9"), new Event(12.4, "serves again"))),
                SampleRuns.overTime(
                        "apache-kafka", 2, 180, List.of(new Event(10, "kill -9"), new Event(15.6, "serves again"))));

        assertIsPainted(TimePicture.of("time", "Produce, broker killed after 10 s", runs, "throughput"));
    }

    @Test
    void shouldPaintBarsWithWhiskers() throws Exception {
        assertIsPainted(BarPicture.of("bars", "Broker's processor time per GB", figures(), runs()));
    }

    @Test
    void shouldPaintRatiosWithTheirGoals() throws Exception {
        assertIsPainted(RatioPicture.of("ratios", "Leat beside Apache Kafka", figures(), runs()));
    }

    @Test
    void shouldSayUnderEveryPictureWhatItsNumbersStandOn() {
        Map<String, String> conditions = Conditions.of(runs());

        assertThat(String.join(" ", Conditions.lines(conditions, 60)))
                .contains(
                        "commit 26bc8d2",
                        "cores 2",
                        "heap 1g",
                        "acks all",
                        "replicas 1",
                        "flush page cache",
                        "--pairs 3");
        assertThat(Conditions.lines(conditions, 60))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(Conditions.lines(Map.of(), 200))
                .containsExactly(
                        "commit ?  \u00b7  cores ?  \u00b7  heap ?  \u00b7  acks ?  \u00b7  replicas ?  \u00b7  flush ?  \u00b7  command ?");
    }

    private static List<PairedFigure> figures() {
        return List.of(
                SampleRuns.paired(
                        "produce-256k",
                        "brokerCpuSecondsPerGb",
                        Better.LOWER,
                        List.of(2.1, 2.3, 2.2),
                        List.of(3.1, 3.4, 3.2),
                        0.8),
                SampleRuns.paired(
                        "produce-16k",
                        "brokerCpuSecondsPerGb",
                        Better.LOWER,
                        List.of(2.4, 2.6, 3.4),
                        List.of(4.1, 4.6, 4.4),
                        0.65),
                SampleRuns.paired(
                        "fetch",
                        "brokerCpuSecondsPerGb",
                        Better.LOWER,
                        List.of(0.36, 0.34, 0.35),
                        List.of(0.34, 0.35, 0.34),
                        0.95),
                SampleRuns.paired(
                        "kafka-client",
                        "brokerCpuSecondsPerGb",
                        Better.LOWER,
                        List.of(0.5, 0.6, 0.7),
                        List.of(3.4, 3.5, 3.4),
                        0.75));
    }

    private static List<RunResult> runs() {
        return List.of(SampleRuns.atLoad("leat", 1, 2, 3), SampleRuns.atLoad("apache-kafka", 2, 3, 4));
    }

    private void assertIsPainted(Picture picture) throws Exception {
        String kept = System.getProperty("leat.perf.pictures");
        Path dir = kept == null ? temporary : Files.createDirectories(Path.of(kept));
        picture.saveIn(dir);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(dir.resolve(picture.name() + ".png"))));
        assertThat(image.getWidth()).isEqualTo(2 * Canvas.WIDTH);
        assertThat(coloursIn(image)).as("colours used").isGreaterThan(10);
    }

    private static long coloursIn(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }
}
