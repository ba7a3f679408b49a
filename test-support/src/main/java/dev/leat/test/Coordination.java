package dev.leat.test;

/** What keeps the cluster's metadata of a broker under test. */
public enum Coordination {
    /** Leat's own model of ZooKeeper, without files, threads or ports. */
    MEMORY,
    /** A real ZooKeeper server inside the JVM, as {@code leat start} has it, with its data in a temporary directory. */
    ZOOKEEPER
}
