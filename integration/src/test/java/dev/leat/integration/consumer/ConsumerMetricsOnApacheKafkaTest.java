package dev.leat.integration.consumer;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

@OnApacheKafka
class ConsumerMetricsOnApacheKafkaTest extends ConsumerMetricsTest {
    ConsumerMetricsOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
