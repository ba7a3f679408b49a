package dev.leat.perf.compare;

import dev.leat.perf.result.Figure;
import dev.leat.perf.result.PairedFigure;
import dev.leat.perf.result.RunResult;
import dev.leat.perf.result.Warmth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What came of one trial.
 *
 * @param trial   that was run
 * @param runs    of whole pairs, in the order they were taken: ours, theirs, theirs, ours, and so on
 * @param failure why it was given up, if it was
 */
record TrialOutcome(Trial trial, List<Run> runs, Optional<String> failure) {
    /** Calls by which Java's own sockets read and write are counted, those of Netty's native ones are not. */
    private static final String UNEQUALLY_COUNTED = "brokerReadsAndWrites";

    /** Of which a ratio says nothing; it may be one of zeros. */
    private static final String NOT_COMPARED = Warmth.FIGURE;

    /**
     * One run against one broker.
     *
     * @param results at least one; figures are of the first
     * @param shares  of the processors, where the system tells
     */
    record Run(String broker, List<RunResult> results, Optional<CpuShares> shares) {
        RunResult result() {
            return results.get(0);
        }

        /** Whether records were due at a fixed rate. */
        boolean isPaced() {
            return result().conditions().containsKey("rate");
        }

        OptionalDouble figure(String name) {
            return result().figures().stream()
                    .filter(figure -> figure.name().equals(name))
                    .mapToDouble(Figure::value)
                    .findFirst();
        }
    }

    /** The runs against {@code broker}. */
    List<Run> of(String broker) {
        return runs.stream().filter(run -> run.broker().equals(broker)).toList();
    }

    /** The first results of all runs. */
    List<RunResult> results() {
        return runs.stream().map(Run::result).toList();
    }

    /** What to say if a run against {@code broker} was not warm. */
    Optional<String> coldness(String broker) {
        return Warmth.note(of(broker).stream().map(Run::result).toList());
    }

    /** How long nothing counted at the begin of each run; empty if there is no such time. */
    Optional<Duration> warmup() {
        return results().stream()
                .map(result -> Optional.ofNullable(result.conditions().get("warmup")))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Duration::parse);
    }

    /** Every figure that has a goal, measured or not, and then those that all runs have. */
    List<PairedFigure> figures() {
        Map<String, Goal> goals = goals();
        Stream<String> others = runs.stream()
                .limit(1)
                .flatMap(run -> run.result().figures().stream())
                .map(Figure::name)
                .filter(name -> !name.startsWith(UNEQUALLY_COUNTED) && !name.equals(NOT_COMPARED))
                .filter(name -> missing(name).isEmpty());
        return Stream.concat(goals.keySet().stream(), others)
                .distinct()
                .map(name -> figure(name, Optional.ofNullable(goals.get(name))))
                .toList();
    }

    private Map<String, Goal> goals() {
        Map<String, Goal> goals = new LinkedHashMap<>();
        List<Goal> all = new ArrayList<>(trial.goals());
        if (!all.isEmpty()) {
            all.add(Trials.MEMORY);
        }
        all.stream().filter(goal -> goal.limit().isEmpty()).forEach(goal -> goals.putIfAbsent(goal.figure(), goal));
        return goals;
    }

    private PairedFigure figure(String name, Optional<Goal> goal) {
        Optional<Figure> sample = sample(name);
        return new PairedFigure(
                trial.key(),
                name,
                sample.map(Figure::unit).orElse(""),
                sample.map(Figure::better).or(() -> goal.map(Goal::better)).orElseThrow(),
                values(Brokers.LEAT, name),
                values(Brokers.KAFKA, name),
                isTrusted(),
                goal.map(one -> OptionalDouble.of(one.ratio())).orElse(OptionalDouble.empty()),
                missing(name));
    }

    /** Why there is not a value of the figure in every run; empty if there is. */
    private Optional<String> missing(String name) {
        if (runs.isEmpty()) {
            return Optional.of("given up");
        }
        List<String> without = Brokers.BOTH.stream()
                .filter(broker -> values(broker, name).size() < of(broker).size())
                .toList();
        return without.isEmpty() ? Optional.empty() : Optional.of("no value of " + String.join(", ", without));
    }

    /** Whether so little is asked of the broker in {@code run} that little other work disturbs it. */
    boolean asksLittle(Run run) {
        return trial.asksLittle() || run.isPaced();
    }

    /** Whether the runs were long enough and the machine quiet enough to hold them against a goal. */
    boolean isTrusted() {
        return runs.stream().allMatch(this::isQuiet)
                && results().stream().noneMatch(result -> result.conditions().containsKey("quick"));
    }

    private boolean isQuiet(Run run) {
        return run.shares().isEmpty() || run.shares().get().isQuiet(asksLittle(run));
    }

    /** The figure's values against {@code broker}, in the order of the pairs. */
    List<Double> values(String broker, String name) {
        return of(broker).stream()
                .map(run -> run.figure(name))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    private Optional<Figure> sample(String name) {
        return results().stream()
                .flatMap(result -> result.figures().stream())
                .filter(figure -> figure.name().equals(name))
                .findFirst();
    }
}
