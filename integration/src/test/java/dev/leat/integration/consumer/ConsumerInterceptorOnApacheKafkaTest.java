package dev.leat.integration.consumer;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

@OnApacheKafka
class ConsumerInterceptorOnApacheKafkaTest extends ConsumerInterceptorTest {
    ConsumerInterceptorOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
