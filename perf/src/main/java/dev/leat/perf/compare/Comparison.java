package dev.leat.perf.compare;

import dev.leat.perf.result.RunResult;
import java.util.List;
import java.util.Map;

/**
 * All that a comparison found so far.
 *
 * @param facts    about the machine and the command
 * @param quick    whether the runs were too short for their figures to count
 * @param limits   of the machine
 * @param outcomes of the trials, in their order
 */
record Comparison(Map<String, String> facts, boolean quick, List<RunResult> limits, List<TrialOutcome> outcomes) {
    boolean hasFailure() {
        return outcomes.stream().anyMatch(outcome -> outcome.failure().isPresent());
    }
}
