package dev.leat.integration.consumer;

import dev.leat.integration.clients.BehindProxy;
import dev.leat.integration.clients.BrokerBehindProxy;
import dev.leat.test.BrokerOptions;
import dev.leat.test.Storage;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class AssignFaultsTest extends AssignFaultsContract {
    AssignFaultsTest() {
        super(new BrokerBehindProxy(BrokerOptions.defaults().on(Storage.TEMPORARY_DIRECTORY)), Integer.MAX_VALUE);
    }

    @Override
    void leave(BehindProxy cluster) throws IOException {
        cluster.close();
    }
}
