package dev.leat.integration.clients;

import dev.leat.integration.kafka.ApacheKafka;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class ClosedClientOnApacheKafkaTest extends ClosedClientContract {
    @Override
    Started start(String advertised) throws IOException {
        ApacheKafka kafka = ApacheKafka.behind(advertised, Map.of("offsets.topic.num.partitions", "1"), Map.of());
        return new Started(kafka, kafka.port());
    }
}
