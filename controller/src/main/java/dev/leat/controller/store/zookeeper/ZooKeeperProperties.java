package dev.leat.controller.store.zookeeper;

/**
 * What ZooKeeper can be told only by system properties, some of which it reads when its classes are loaded: so these
 * are set before the first of them is touched. What the user has set stays.
 */
final class ZooKeeperProperties {
    /** Largest request and answer in bytes, as Kafka asks of ZooKeeper; the controller's writes stay far below. */
    static final int MAX_BUFFER_BYTES = 4 << 20;

    private ZooKeeperProperties() {}

    static void apply() {
        setUnlessSet("jute.maxbuffer", Integer.toString(MAX_BUFFER_BYTES));
        setUnlessSet("zookeeper.jmx.log4j.disable", "true");
        setUnlessSet("zookeeper.admin.enableServer", "false");
        setUnlessSet("zookeeper.nio.numSelectorThreads", "1"); // a handful of connections, so
        setUnlessSet("zookeeper.nio.numWorkerThreads", "0"); // the selector thread does the work
        setUnlessSet("zookeeper.preAllocSize", "4096"); // in kB; the default of 64 MB is visible in every directory
        setUnlessSet("zookeeper.4lw.commands.whitelist", "srvr,ruok");
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
