package dev.leat.integration.clients;

import dev.leat.test.BrokerOptions;
import dev.leat.test.FaultProxy;
import dev.leat.test.TestBroker;
import java.io.IOException;

/** A Leat broker of one test's own that its clients reach through a network which misbehaves on demand. */
public final class BrokerBehindProxy implements BehindProxy {
    public final FaultProxy proxy = FaultProxy.start();
    public final TestBroker broker;

    public BrokerBehindProxy(BrokerOptions options) {
        broker = TestBroker.start(options.with("advertised.listeners", "PLAINTEXT://" + proxy.address()));
        proxy.leadTo(broker.port());
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public void restart() {
        broker.restart();
    }

    @Override
    public String bootstrap() {
        return proxy.address();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        broker.close();
    }
}
