package dev.leat.integration.consumer;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

@OnApacheKafka
class SubscribeOnApacheKafkaTest extends SubscribeTest {
    SubscribeOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
