package dev.leat.integration.consumer;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

@OnApacheKafka
class ConsumerProtocolOnApacheKafkaTest extends ConsumerProtocolTest {
    ConsumerProtocolOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
