package dev.leat.integration.clients;

@OnApacheKafka
class LeatAdminOnApacheKafkaTest extends LeatAdminTest {
    LeatAdminOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
