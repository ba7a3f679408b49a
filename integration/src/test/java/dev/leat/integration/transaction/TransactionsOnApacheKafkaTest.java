package dev.leat.integration.transaction;

import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;

/** With transaction.version 2: leaders let partitions in, every end brings a new epoch (KIP-890). */
@OnApacheKafka
class TransactionsOnApacheKafkaTest extends TransactionContract {
    TransactionsOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }
}
