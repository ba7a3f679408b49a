package dev.leat.perf.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a comparison must not be read without. */
final class Circumstances {
    private static final List<String> OF_A_RUN =
            List.of("heap", "flush", "memory", "processors", "commit", "command", "quick");

    private Circumstances() {}

    /**
     * Of a whole comparison.
     *
     * @param command as it was typed
     * @param heap    greatest of either broker, as for -Xmx
     * @param keptAwake whether processors are
     */
    static Map<String, String> of(String command, Effort effort, int pairs, String heap, boolean keptAwake) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commit", System.getProperty("leat.commit", "unknown"));
        facts.put("command", command);
        facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", Runtime.version().toString());
        facts.put("pairs", String.valueOf(pairs));
        facts.put("measured", effort.duration().toSeconds() + " s");
        facts.putAll(Brokers.conditions(heap));
        facts.put("memory", effort.isQuick() ? "as it was" : "full of page cache before bulk runs");
        facts.put("processors", keptAwake ? "kept awake while idle" : "asleep while idle, as the system has it");
        if (effort.isQuick()) {
            facts.put("quick", "yes");
        }
        return facts;
    }

    /** Those of {@code facts} that a single run cannot know itself. */
    static Map<String, String> ofARun(Map<String, String> facts) {
        Map<String, String> conditions = new LinkedHashMap<>(facts);
        conditions.keySet().retainAll(OF_A_RUN);
        return conditions;
    }
}
