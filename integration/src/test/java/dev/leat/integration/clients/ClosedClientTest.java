package dev.leat.integration.clients;

import dev.leat.test.BrokerOptions;
import dev.leat.test.TestBroker;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosedClientTest extends ClosedClientContract {
    @Override
    Started start(String advertised) {
        TestBroker broker =
                TestBroker.start(BrokerOptions.defaults().with("advertised.listeners", "PLAINTEXT://" + advertised));
        return new Started(broker, broker.port());
    }
}
