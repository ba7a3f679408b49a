package dev.leat.integration.consumer;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

@OnApacheKafka
class AssignOnApacheKafkaTest extends AssignTest {
    AssignOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
