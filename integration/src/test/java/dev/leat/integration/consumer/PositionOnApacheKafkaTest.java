package dev.leat.integration.consumer;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

@OnApacheKafka
class PositionOnApacheKafkaTest extends PositionTest {
    PositionOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
