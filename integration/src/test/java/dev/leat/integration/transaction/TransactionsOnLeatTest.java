package dev.leat.integration.transaction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.integration.clients.Clients;
import dev.leat.producer.Producer;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.test.BrokerOptions;
import dev.leat.test.TestBroker;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leat has no transaction coordinator yet, and says so. */
@Timeout(60)
class TransactionsOnLeatTest {
    @Test
    void shouldSayThatThereAreNoTransactionsYet() {
        try (TestBroker broker = TestBroker.start(BrokerOptions.defaults());
                TransactionFixture fixture = new TransactionFixture(broker::bootstrapServers)) {
            Producer<String, String> producer = fixture.producer(Clients.unique("id"), Map.of());

            assertThatThrownBy(producer::initTransactions)
                    .isInstanceOf(FatalException.class)
                    .matches(failure -> ((ClientException) failure).is(ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED))
                    .hasMessageContaining("transaction");
            assertThatThrownBy(producer::beginTransaction).isInstanceOf(FatalException.class);
        }
    }
}
