package dev.leat.broker.config;

import static dev.leat.broker.config.Scope.CLUSTER_WIDE;
import static dev.leat.broker.config.SettingType.BOOLEAN;
import static dev.leat.broker.config.SettingType.INT;
import static dev.leat.broker.config.SettingType.STRING;
import static dev.leat.broker.config.Unit.COUNT;
import static dev.leat.broker.config.Unit.MS;

import java.util.List;

/** Who this broker is, where the cluster's metadata lives, and what new topics get. */
public final class ClusterSettings {
    /** The oldest-style version text that tools read to find out what a cluster can do. */
    private static final String PROTOCOL_VERSION = "3.9-IV0";

    public static final Setting<Integer> NODE_ID = Setting.of("node.id", INT, (Integer) null)
            .in(Range.atLeast(0))
            .doc(
                    "Number of this broker, unique in the cluster. The same as broker.id; if both are given they must agree.");

    public static final Setting<Integer> BROKER_ID = Setting.of("broker.id", INT, 1)
            .in(Range.atLeast(0))
            .doc("Number of this broker, unique in the cluster. Clients see it in metadata.")
            .or(NODE_ID);

    public static final Setting<String> BROKER_RACK = Setting.of("broker.rack", STRING, (String) null)
            .doc("Name of the rack or zone this broker stands in; told to clients, replicas are spread over racks.");

    public static final Setting<String> ZOOKEEPER_CONNECT = Setting.of("zookeeper.connect", STRING, "")
            .doc("An external ZooKeeper as host:port,host:port/chroot. Empty: the one inside this process.");

    public static final Setting<Integer> ZOOKEEPER_SESSION_TIMEOUT_MS = Setting.of(
                    "zookeeper.session.timeout.ms", INT, 18_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("After this long without a sign of life ZooKeeper takes a broker for dead.");

    public static final Setting<Integer> NUM_PARTITIONS = Setting.of("num.partitions", INT, 1)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Partitions of a new topic whose creator names no number.");

    public static final Setting<Integer> DEFAULT_REPLICATION_FACTOR = Setting.of("default.replication.factor", INT, 1)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Replicas of a new topic whose creator names no number.");

    public static final Setting<Integer> MIN_INSYNC_REPLICAS = Setting.of("min.insync.replicas", INT, 1)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .scope(CLUSTER_WIDE)
            .doc("A write with acks=all is refused while fewer replicas than this are in sync. Default for topics.");

    public static final Setting<Boolean> UNCLEAN_LEADER_ELECTION_ENABLE = Setting.of(
                    "unclean.leader.election.enable", BOOLEAN, false)
            .scope(CLUSTER_WIDE)
            .doc(
                    "Whether a replica that may lack acknowledged records can lead when no other is left. Default for topics.");

    public static final Setting<Boolean> AUTO_CREATE_TOPICS_ENABLE = Setting.of(
                    "auto.create.topics.enable", BOOLEAN, true)
            .doc("Whether asking for a topic that does not exist creates it, if the client wants that too.");

    public static final Setting<Boolean> DELETE_TOPIC_ENABLE =
            Setting.of("delete.topic.enable", BOOLEAN, true).doc("Whether topics can be deleted.");

    public static final Setting<String> INTER_BROKER_PROTOCOL_VERSION = Setting.of(
                    "inter.broker.protocol.version", STRING, PROTOCOL_VERSION)
            .in(Range.only(PROTOCOL_VERSION))
            .doc("Exists for web consoles, which read it to find out what a cluster can do. Leave it out.");

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            BROKER_ID,
            NODE_ID,
            BROKER_RACK,
            ZOOKEEPER_CONNECT,
            ZOOKEEPER_SESSION_TIMEOUT_MS,
            NUM_PARTITIONS,
            DEFAULT_REPLICATION_FACTOR,
            MIN_INSYNC_REPLICAS,
            UNCLEAN_LEADER_ELECTION_ENABLE,
            AUTO_CREATE_TOPICS_ENABLE,
            DELETE_TOPIC_ENABLE,
            INTER_BROKER_PROTOCOL_VERSION);

    private ClusterSettings() {}
}
