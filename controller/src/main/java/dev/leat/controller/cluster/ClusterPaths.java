package dev.leat.controller.cluster;

import java.util.ArrayList;
import java.util.List;

/** Names of the store's nodes; see the package's description. */
final class ClusterPaths {
    /** Partitions whose states share a node: about 50 kB with three replicas each. */
    static final int PARTITIONS_PER_CHUNK = 500;

    private final String root;

    ClusterPaths(String root) {
        this.root = root;
    }

    String cluster() {
        return root + "/cluster";
    }

    String controller() {
        return root + "/controller";
    }

    String controllerEpoch() {
        return root + "/controller-epoch";
    }

    String changes() {
        return root + "/changes";
    }

    String brokers() {
        return root + "/brokers";
    }

    String broker(int brokerId) {
        return brokers() + "/" + brokerId;
    }

    String topics() {
        return root + "/topics";
    }

    String topic(String name) {
        return topics() + "/" + name;
    }

    String chunk(String topic, int chunk) {
        return topic(topic) + "/" + chunk;
    }

    String allBrokerConfigs() {
        return root + "/broker-configs";
    }

    String brokerConfigs(int brokerId) {
        return allBrokerConfigs() + "/" + (brokerId == ClusterImage.ALL_BROKERS ? "default" : brokerId);
    }

    String deleted() {
        return root + "/deleted";
    }

    String producerIds() {
        return root + "/producer-ids";
    }

    /** The root and what is above it, outermost first. */
    List<String> rootAndParents() {
        List<String> paths = new ArrayList<>();
        for (int slash = root.indexOf('/', 1); slash > 0; slash = root.indexOf('/', slash + 1)) {
            paths.add(root.substring(0, slash));
        }
        paths.add(root);
        return paths;
    }

    static int chunkOf(int partition) {
        return partition / PARTITIONS_PER_CHUNK;
    }

    static int chunkCount(int partitions) {
        return (partitions + PARTITIONS_PER_CHUNK - 1) / PARTITIONS_PER_CHUNK;
    }
}
