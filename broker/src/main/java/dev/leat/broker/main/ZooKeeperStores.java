package dev.leat.broker.main;

import dev.leat.controller.store.zookeeper.EmbeddedZooKeeper;
import dev.leat.controller.store.zookeeper.ZooKeeperStore;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ZooKeeper as the coordination store: the ensemble that the configuration names, or a server inside this process. */
final class ZooKeeperStores implements BrokerEnvironment.StoreFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperStores.class);

    static final ZooKeeperStores INSTANCE = new ZooKeeperStores();

    private ZooKeeperStores() {}

    @Override
    public OpenStore open(BrokerEnvironment.StoreRequest request) throws IOException {
        String connect = request.connect();
        if (connect != null) {
            LOG.info("connecting to ZooKeeper at {}", connect); // the start stands still while it does not answer
            ZooKeeperStore store = new ZooKeeperStore(connect, request.sessionTimeoutMs(), request.events());
            return new OpenStore(store, () -> {}, "at " + connect);
        }
        EmbeddedZooKeeper server = EmbeddedZooKeeper.start(request.directory(), 0, request.onFault());
        ZooKeeperStore store = new ZooKeeperStore(server.connectString(), request.sessionTimeoutMs(), request.events());
        return new OpenStore(store, server, "inside, on 127.0.0.1:" + server.port());
    }
}
