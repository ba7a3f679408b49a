package dev.leat.integration.producer;

import dev.leat.integration.clients.ApacheKafkaBehindProxy;
import dev.leat.integration.clients.BehindProxy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** All tests share one broker, which takes long to start. */
@Timeout(240)
class ProducerFaultsOnApacheKafkaTest extends ProducerFaultsContract {
    private static @Nullable BehindProxy kafka;

    ProducerFaultsOnApacheKafkaTest() {
        super(kafka(), 2);
    }

    private static BehindProxy kafka() {
        if (kafka == null) {
            throw new IllegalStateException("not started");
        }
        return kafka;
    }

    @BeforeAll
    static void startKafka() throws IOException {
        kafka = new ApacheKafkaBehindProxy();
    }

    @AfterAll
    static void endKafka() throws IOException {
        if (kafka != null) {
            kafka.close();
        }
    }

    @Override
    void leave(BehindProxy cluster) {
        // it stays for the next test
    }
}
