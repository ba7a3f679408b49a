package dev.leat.integration.transaction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.FencedException;
import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;
import dev.leat.producer.Producer;
import org.junit.jupiter.api.Test;

/** With transaction.version 1: the coordinator lets partitions in before they are written (KIP-98). */
@OnApacheKafka(transactionVersion = 1)
class ExplicitTransactionsOnApacheKafkaTest extends TransactionContract {
    ExplicitTransactionsOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }

    /** The coordinator is asked before anything is sent. */
    @Test
    void shouldLearnOfItsSuccessorWhenItCommits() {
        Producer<String, String> zombie = zombieThatSendsTo(topic());

        assertThatThrownBy(zombie::commitTransaction).isInstanceOf(FencedException.class);
    }
}
