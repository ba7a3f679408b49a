package dev.leat.perf.compare;

import dev.leat.perf.result.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that a comparison found so far.
 *
 * @param facts    about the machine and the command
 * @param quick    whether the runs were too short for their figures to count
 * @param limits   of the machine
 * @param outcomes of the trials, in their order
 */
record Comparison(Map<String, String> facts, boolean quick, List<RunResult> limits, List<TrialOutcome> outcomes) {
    /** The facts, with the flags of both brokers' JVMs as the runs found them. */
    Map<String, String> allFacts() {
        Map<String, String> all = new LinkedHashMap<>(facts);
        for (String broker : Brokers.BOTH) {
            String flags = outcomes.stream()
                    .flatMap(outcome -> outcome.of(broker).stream())
                    .map(run -> run.result().conditions().getOrDefault(RunResult.BROKER_JVM, ""))
                    .filter(found -> !found.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(" | "));
            if (!flags.isEmpty()) {
                all.put("JVM flags, " + broker, flags);
            }
        }
        return all;
    }

    boolean hasFailure() {
        return outcomes.stream().anyMatch(outcome -> outcome.failure().isPresent());
    }
}
