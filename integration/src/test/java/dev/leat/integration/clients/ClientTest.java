package dev.leat.integration.clients;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What tests with kafka-clients share: the cluster, and clients that are closed after each test. */
@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
@Tag("clients")
abstract class ClientTest {
    final Clients clients;

    ClientTest(TestCluster cluster) {
        this.clients = new Clients(cluster);
    }

    @AfterEach
    void closeClients() {
        clients.close();
    }
}
