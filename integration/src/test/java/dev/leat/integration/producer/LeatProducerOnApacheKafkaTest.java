package dev.leat.integration.producer;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

@OnApacheKafka
class LeatProducerOnApacheKafkaTest extends LeatProducerTest {
    LeatProducerOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
