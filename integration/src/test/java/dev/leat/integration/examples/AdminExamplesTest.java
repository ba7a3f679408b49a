package dev.leat.integration.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.admin.AdminClient;
import dev.leat.client.admin.ConfigChange;
import dev.leat.client.admin.ConfigResource;
import dev.leat.client.admin.CreatedTopic;
import dev.leat.client.admin.NewTopic;
import dev.leat.client.admin.Results;
import dev.leat.client.auth.Credentials;
import dev.leat.client.auth.ScramHash;
import dev.leat.client.config.ClientConfig;
import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterUnderTest.class)
@Timeout(60)
@Tag("clients")
class AdminExamplesTest {
    private final Clients clients;
    private final String bootstrap;
    private final String topic;

    AdminExamplesTest(TestCluster cluster) {
        clients = new Clients(cluster);
        bootstrap = cluster.bootstrap();
        topic = clients.topic(1);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void shouldTellEachThingsFate() {
        String orders = topic + "-orders";
        try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", bootstrap))) {
            Results<String, CreatedTopic> results = admin.createTopics(List.of(
                            new NewTopic(orders, 6, 1, Map.of("retention.ms", "86400000")),
                            new NewTopic(topic, 1, 1, Map.of())))
                    .join();
            results.values().forEach((name, created) -> System.out.println(name + " has id " + created.id()));
            results.failures().forEach((name, failure) -> System.out.println(name + ": " + failure.getMessage()));

            ConfigResource resource = ConfigResource.topic(orders);
            admin.alterConfigs(Map.of(resource, List.of(ConfigChange.set("retention.ms", "3600000"))))
                    .join()
                    .orThrow();
            assertThat(results.failures()).containsOnlyKeys(topic);
        }
    }

    @Test
    void shouldProtectConnections() {
        ClientConfig config = ClientConfig.builder()
                .bootstrapServers("kafka.example:9094")
                .tls()
                .set("ssl.truststore.type", "PEM")
                .set("ssl.truststore.location", "/etc/ssl/company.pem")
                .credentials(new Credentials.Scram(ScramHash.SHA_512, "meter-7", "secret"))
                .build();
        assertThat(config.security().credentials()).isNotNull();
    }
}
