package dev.leat.perf.compare;

import dev.leat.perf.process.Launch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two that are compared, each with the settings and flags it has in production, and with the same greatest heap. */
final class Brokers {
    static final String LEAT = "leat";
    static final String KAFKA = "apache-kafka";

    /** In the order of every table. */
    static final List<String> BOTH = List.of(LEAT, KAFKA);

    private static final List<String> TURNED = List.of(KAFKA, LEAT);

    private static final String KAFKA_STOCK = // of kafka-run-class.sh in Apache Kafka 4
            "-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35"
                    + " -XX:+ExplicitGCInvokesConcurrent";

    private Brokers() {}

    /** The order of runs in {@code pair}, from 1 on: A B, B A, A B, so that what coming first is worth falls on both. */
    static List<String> inPair(int pair) {
        return pair % 2 == 1 ? BOTH : TURNED;
    }

    /** How {@code broker} is started from the clone at {@code home}. */
    static Launch launch(String broker, Path home, String heap) {
        String options = jvmOptions(broker, heap);
        return broker.equals(LEAT)
                ? Launch.leat(home).with("LEAT_JVM_OPTS", options)
                : Launch.apacheKafka(home).with("KAFKA_JVM_OPTS", options);
    }

    /** Apache Kafka's scripts give it its whole heap at the start; Leat's grows. */
    static String jvmOptions(String broker, String heap) {
        return broker.equals(LEAT) ? "-Xmx" + heap : "-Xms" + heap + " -Xmx" + heap + " " + KAFKA_STOCK;
    }

    /** What results say of such a broker. */
    static Map<String, String> conditions(String heap) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("heap", heap);
        conditions.put("flush", "page cache (stock)");
        return conditions;
    }
}
