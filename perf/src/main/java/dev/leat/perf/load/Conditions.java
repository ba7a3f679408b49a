package dev.leat.perf.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a result must not be read without. */
final class Conditions {
    static final String UNKNOWN = "unknown";
    static final String HEAP = "heap";

    private Conditions() {}

    /** Of a run with {@code settings}; what the caller said of the broker goes before what is found here. */
    static Map<String, String> of(Settings settings) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("commit", System.getProperty("leat.commit", UNKNOWN));
        conditions.put("command", UNKNOWN);
        conditions.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        conditions.put(HEAP, UNKNOWN);
        conditions.put("acks", settings.acks());
        conditions.put("replicas", String.valueOf(settings.replicas()));
        conditions.put("flush", UNKNOWN);
        conditions.put("java", Runtime.version().toString());
        conditions.put("topic", settings.topic());
        conditions.put("partitions", String.valueOf(settings.partitions()));
        conditions.put("recordBytes", String.valueOf(settings.recordBytes()));
        conditions.put("compression", settings.compression());
        conditions.put("warmup", settings.warmup().toString());
        conditions.put("duration", settings.duration().toString());
        ofClient(conditions, settings);
        conditions.putAll(new TreeMap<>(settings.conditions()));
        return conditions;
    }

    private static void ofClient(Map<String, String> conditions, Settings settings) {
        switch (settings.client()) {
            case RAW -> {
                conditions.put("connections", String.valueOf(settings.connections()));
                conditions.put("inFlight", String.valueOf(settings.inFlight()));
                conditions.put("requestBytes", String.valueOf(settings.requestBytes()));
            }
            case LEAT, KAFKA -> conditions.put("clientSettings", new TreeMap<>(settings.clientSettings()).toString());
        }
        conditions.put("threads", String.valueOf(settings.threads()));
        if (settings.rate() > 0) {
            conditions.put("rate", String.valueOf(settings.rate()));
            conditions.put("loop", settings.closed() ? "closed" : "open");
        }
    }
}
