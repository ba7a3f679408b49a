package dev.leat.perf.load;

import java.util.HashMap;
import java.util.Map;

/** Settings of the libraries' clients: their own defaults, but for what a workload is about and what its user says. */
final class ClientSettings {
    private ClientSettings() {}

    /** A producer's. */
    static Map<String, Object> producer(Settings settings, Target target) {
        Map<String, Object> map = new HashMap<>();
        map.put("bootstrap.servers", target.bootstrap());
        map.put("acks", settings.acks());
        map.put("compression.type", settings.compression());
        map.putAll(settings.clientSettings());
        return map;
    }

    /** A producer's that does not wait for more records before it sends one. */
    static Map<String, Object> promptProducer(Settings settings, Target target) {
        Map<String, Object> map = producer(settings, target);
        map.put("linger.ms", settings.clientSettings().getOrDefault("linger.ms", "0"));
        return map;
    }

    /** A consumer's, outside of any group. */
    static Map<String, Object> consumer(Settings settings, Target target) {
        Map<String, Object> map = new HashMap<>();
        map.put("bootstrap.servers", target.bootstrap());
        map.put("auto.offset.reset", "earliest");
        map.putAll(settings.clientSettings());
        return map;
    }
}
