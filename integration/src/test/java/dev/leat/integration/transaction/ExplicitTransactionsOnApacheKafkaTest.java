package dev.leat.integration.transaction;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

/** With transaction.version 1: the coordinator lets partitions in before they are written (KIP-98). */
@OnApacheKafka(transactionVersion = 1)
class ExplicitTransactionsOnApacheKafkaTest extends TransactionContract {
    ExplicitTransactionsOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
