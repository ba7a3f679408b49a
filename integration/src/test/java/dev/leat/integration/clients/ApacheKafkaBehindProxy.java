package dev.leat.integration.clients;

import dev.leat.integration.kafka.ApacheKafka;
import dev.leat.test.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Apache Kafka behind a network that misbehaves; it is killed to be restarted, and that takes seconds. */
public final class ApacheKafkaBehindProxy implements BehindProxy {
    private static final Map<String, String> SETTINGS = Map.of(
            "offsets.topic.num.partitions", "1",
            "log.retention.ms", "-1"); // tests write records of 1970

    private final FaultProxy proxy = FaultProxy.start();
    private ApacheKafka kafka;

    /** Skips the test if the artefacts of Apache Kafka cannot be had. */
    public ApacheKafkaBehindProxy() throws IOException {
        kafka = ApacheKafka.behind(proxy.address(), SETTINGS, Map.of());
        proxy.leadTo(kafka.port());
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public void restart() {
        try {
            kafka = kafka.restart();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String bootstrap() {
        return proxy.address();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        kafka.close();
    }
}
