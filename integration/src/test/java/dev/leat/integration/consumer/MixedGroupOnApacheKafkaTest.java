package dev.leat.integration.consumer;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

@OnApacheKafka
class MixedGroupOnApacheKafkaTest extends MixedGroupTest {
    MixedGroupOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
