package dev.leat.perf.report;

import dev.leat.perf.result.RunResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What every picture says of how its numbers came about. */
final class Conditions {
    /** What no picture goes without; a condition that a run does not tell is shown as unknown. */
    static final List<String> REQUIRED = List.of("commit", "cores", "heap", "acks", "replicas", "flush", "command");

    private static final String UNKNOWN = "?";

    private Conditions() {}

    /** The conditions of all {@code runs}: one value where they agree, otherwise all, in the order they come. */
    static Map<String, String> of(Collection<RunResult> runs) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        REQUIRED.forEach(name -> values.put(name, new LinkedHashSet<>()));
        for (RunResult run : runs) {
            run.conditions()
                    .forEach((name, value) -> values.computeIfAbsent(name, ignored -> new LinkedHashSet<>())
                            .add(value));
        }
        Map<String, String> merged = new LinkedHashMap<>();
        values.forEach((name, all) -> merged.put(name, all.isEmpty() ? UNKNOWN : String.join(" | ", all)));
        return merged;
    }

    /** The required ones as lines of at most {@code width} characters; a command that is longer is broken. */
    static List<String> lines(Map<String, String> conditions, int width) {
        String text = REQUIRED.stream()
                .map(name -> name + " " + conditions.getOrDefault(name, UNKNOWN))
                .collect(Collectors.joining("  \u00b7  "));
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int cut = space > 0 ? space : width;
            lines.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        lines.add(rest);
        return lines;
    }
}
