package dev.leat.controller.cluster;

import dev.leat.protocol.model.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the nodes of the store hold, as bytes; see the package's description. All are of format {@value #FORMAT}.
 *
 * <pre>
 * cluster            uuid clusterId
 * controller         int brokerId, uuid directoryId, int controllerEpoch
 * controller-epoch   int controllerEpoch
 * changes            long number
 * brokers/N          uuid incarnation, uuid directoryId, long cleanShutdownEpoch, string rack ("" for none),
 *                    list of (string listener, string securityProtocol, string host, int port)
 * topics/T           uuid id, int partitions, list of (string key, string value)
 * topics/T/K         list of (int leader, int leaderEpoch, int partitionEpoch, int lastKnownLeader,
 *                    list of int replica, list of (int id, long epoch) isr, the same elr)
 * broker-configs/N   list of (string key, string value)
 * deleted            list of (uuid topicId, int controllerEpoch)
 * producer-ids       long next
 * </pre>
 */
final class NodeValues {
    static final int FORMAT = 1;
    private static final int MEMBER_BYTES = Integer.BYTES + Long.BYTES;
    private static final int LEAST_PARTITION_BYTES = 7 * Integer.BYTES;

    private NodeValues() {}

    /** What the {@code controller} node says. */
    record ControllerNode(int brokerId, Uuid directoryId, int controllerEpoch) {}

    /** What a topic's own node says. */
    record TopicNode(Uuid id, int partitions, Map<String, String> configs) {}

    static byte[] ofUuid(Uuid id) {
        return writer().putUuid(id).bytes();
    }

    static Uuid uuid(String path, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        Uuid id = in.getUuid();
        in.end();
        return id;
    }

    static byte[] ofInt(int number) {
        return writer().putInt(number).bytes();
    }

    static int intOf(String path, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        int number = in.getInt();
        in.end();
        return number;
    }

    static byte[] ofLong(long number) {
        return writer().putLong(number).bytes();
    }

    static long longOf(String path, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        long number = in.getLong();
        in.end();
        return number;
    }

    static byte[] ofController(ControllerNode node) {
        return writer().putInt(node.brokerId)
                .putUuid(node.directoryId)
                .putInt(node.controllerEpoch)
                .bytes();
    }

    static ControllerNode controller(String path, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        ControllerNode node = new ControllerNode(in.getInt(), in.getUuid(), in.getInt());
        in.end();
        return node;
    }

    static byte[] ofBroker(BrokerInfo broker) {
        String rack = broker.rack();
        ValueWriter out = writer().putUuid(broker.incarnation())
                .putUuid(broker.directoryId())
                .putLong(broker.cleanShutdownEpoch())
                .putString(rack == null ? "" : rack)
                .putInt(broker.endpoints().size());
        for (BrokerEndpoint endpoint : broker.endpoints()) {
            out.putString(endpoint.listener())
                    .putString(endpoint.securityProtocol())
                    .putString(endpoint.host())
                    .putInt(endpoint.port());
        }
        return out.bytes();
    }

    static BrokerInfo broker(String path, int brokerId, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        Uuid incarnation = in.getUuid();
        Uuid directoryId = in.getUuid();
        long cleanShutdownEpoch = in.getLong();
        String rack = in.getString();
        int count = in.getCount(4 * Integer.BYTES);
        List<BrokerEndpoint> endpoints = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            endpoints.add(endpoint(path, in));
        }
        in.end();
        return new BrokerInfo(
                brokerId, incarnation, directoryId, cleanShutdownEpoch, endpoints, rack.isEmpty() ? null : rack);
    }

    private static BrokerEndpoint endpoint(String path, ValueReader in) throws CorruptNodeException {
        String listener = in.getString();
        String securityProtocol = in.getString();
        String host = in.getString();
        int port = in.getInt();
        try {
            return new BrokerEndpoint(listener, securityProtocol, host, port);
        } catch (IllegalArgumentException impossible) {
            throw new CorruptNodeException(path + ": " + impossible.getMessage());
        }
    }

    static byte[] ofTopic(TopicImage topic) {
        return writer().putUuid(topic.id())
                .putInt(topic.partitionCount())
                .putStrings(topic.configs())
                .bytes();
    }

    static TopicNode topic(String path, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        TopicNode node = new TopicNode(in.getUuid(), in.getInt(), in.getStrings());
        in.end();
        return node;
    }

    static byte[] ofConfigs(Map<String, String> configs) {
        return writer().putStrings(configs).bytes();
    }

    static Map<String, String> configs(String path, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        Map<String, String> configs = in.getStrings();
        in.end();
        return configs;
    }

    static byte[] ofPartitions(List<PartitionState> partitions) {
        ValueWriter out = writer().putInt(partitions.size());
        for (PartitionState state : partitions) {
            out.putInt(state.leader())
                    .putInt(state.leaderEpoch())
                    .putInt(state.partitionEpoch())
                    .putInt(state.lastKnownLeader())
                    .putInt(state.replicas().size());
            state.replicas().forEach(out::putInt);
            putMembers(out, state.isr());
            putMembers(out, state.elr());
        }
        return out.bytes();
    }

    static List<PartitionState> partitions(String path, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        int count = in.getCount(LEAST_PARTITION_BYTES);
        List<PartitionState> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(partition(path, in));
        }
        in.end();
        return partitions;
    }

    static byte[] ofDeleted(DeletedTopics deleted) {
        ValueWriter out = writer().putInt(deleted.orders().size());
        for (DeletedTopic order : deleted.orders()) {
            out.putUuid(order.topicId()).putInt(order.controllerEpoch());
        }
        return out.bytes();
    }

    static DeletedTopics deleted(String path, byte[] value) throws CorruptNodeException {
        ValueReader in = reader(path, value);
        int count = in.getCount(2 * Long.BYTES + Integer.BYTES);
        List<DeletedTopic> orders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            orders.add(new DeletedTopic(in.getUuid(), in.getInt()));
        }
        in.end();
        return new DeletedTopics(orders);
    }

    private static PartitionState partition(String path, ValueReader in) throws CorruptNodeException {
        int leader = in.getInt();
        int leaderEpoch = in.getInt();
        int partitionEpoch = in.getInt();
        int lastKnownLeader = in.getInt();
        int replicaCount = in.getCount(Integer.BYTES);
        List<Integer> replicas = new ArrayList<>(replicaCount);
        for (int i = 0; i < replicaCount; i++) {
            replicas.add(in.getInt());
        }
        List<ReplicaEpoch> isr = members(in);
        List<ReplicaEpoch> elr = members(in);
        try {
            return new PartitionState(leader, leaderEpoch, partitionEpoch, replicas, isr, elr, lastKnownLeader);
        } catch (IllegalArgumentException impossible) {
            throw new CorruptNodeException(path + ": " + impossible.getMessage());
        }
    }

    private static void putMembers(ValueWriter out, List<ReplicaEpoch> members) {
        out.putInt(members.size());
        members.forEach(member -> out.putInt(member.brokerId()).putLong(member.brokerEpoch()));
    }

    private static List<ReplicaEpoch> members(ValueReader in) throws CorruptNodeException {
        int count = in.getCount(MEMBER_BYTES);
        List<ReplicaEpoch> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new ReplicaEpoch(in.getInt(), in.getLong()));
        }
        return members;
    }

    private static ValueWriter writer() {
        return new ValueWriter(FORMAT);
    }

    private static ValueReader reader(String path, byte[] value) throws CorruptNodeException {
        return new ValueReader(path, value, FORMAT);
    }
}
