package dev.leat.integration.producer;

import dev.leat.integration.clients.BehindProxy;
import dev.leat.integration.clients.BrokerBehindProxy;
import dev.leat.test.BrokerOptions;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class ProducerFaultsTest extends ProducerFaultsContract {
    ProducerFaultsTest() {
        super(new BrokerBehindProxy(BrokerOptions.defaults()), 3);
    }

    @Override
    void leave(BehindProxy cluster) throws IOException {
        cluster.close();
    }
}
