package dev.leat.perf.compare;

import dev.leat.perf.client.Client;
import dev.leat.perf.load.Progress;
import dev.leat.perf.load.Settings;
import dev.leat.perf.load.Workload;
import dev.leat.perf.result.Figure;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Raises the offered load step by step until the broker, or the client, no longer keeps up. */
final class LoadLadder implements Trial.Work {
    /** The condition in which each result carries its offered load, in records/s. */
    static final String OFFERED = "offeredPerSecond";

    /** Far beyond what one producer reaches on two cores. */
    static final List<Integer> USUAL = List.of(1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000);

    private static final double KEEPS_UP = 0.95;

    private final List<Integer> rates;

    /** @param rates to try, in records/s, in growing order */
    LoadLadder(List<Integer> rates) {
        this.rates = rates;
    }

    @Override
    public List<RunResult> run(Stage stage, Progress progress) throws IOException, InterruptedException {
        List<RunResult> results = new ArrayList<>();
        step(stage, rates.get(0), progress); // not counted: the broker and the client are new
        for (int rate : rates) {
            RunResult result = step(stage, rate, progress);
            results.add(result);
            if (reached(result) < KEEPS_UP * rate) {
                break;
            }
        }
        return results;
    }

    private static RunResult step(Stage stage, int rate, Progress progress) throws IOException, InterruptedException {
        Duration duration = stage.effort().duration().dividedBy(2);
        Settings settings = Trial.settings(
                stage,
                (builder, on) -> builder.client(Client.KAFKA)
                        .rate(rate)
                        .duration(duration)
                        .condition(OFFERED, String.valueOf(rate)));
        return Workload.named("latency").run(settings, stage.running(), progress);
    }

    private static double reached(RunResult result) {
        return result.figures().stream()
                .filter(figure -> figure.name().equals("recordsPerSecond"))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElse(0);
    }
}
