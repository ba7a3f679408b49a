package dev.leat.integration.transaction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.FencedException;
import dev.leat.client.error.RetriableException;
import dev.leat.integration.clients.OnApacheKafka;
import dev.leat.integration.clients.TestCluster;
import dev.leat.producer.Producer;
import org.junit.jupiter.api.Test;

/** With transaction.version 2: leaders let partitions in, every end brings a new epoch (KIP-890). */
@OnApacheKafka
class TransactionsOnApacheKafkaTest extends TransactionContract {
    TransactionsOnApacheKafkaTest(TestCluster cluster) {
        super(cluster);
    }

    /** A leader only says that the epoch is old, which it is after an abort by the broker as well. */
    @Test
    void shouldLearnOfItsSuccessorFromTheCoordinatorWhenItAborts() {
        Producer<String, String> zombie = zombieThatSendsTo(topic());

        assertThatThrownBy(zombie::commitTransaction)
                .isInstanceOf(RetriableException.class)
                .matches(TransactionContract::isAbortable);
        assertThatThrownBy(zombie::abortTransaction).isInstanceOf(FencedException.class);
    }
}
