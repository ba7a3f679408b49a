package dev.leat.broker.config;

import java.util.Optional;

/**
 * Who the broker is and what new topics get.
 *
 * @param brokerId                 number of this broker, at least 0
 * @param rack                     where it stands, if told
 * @param zookeeperConnect         external ensemble, empty for the one inside
 * @param zookeeperSessionTimeoutMs session timeout in ms
 * @param partitions               partitions of a new topic that names none
 * @param replicationFactor        replicas of a new topic that names none
 * @param autoCreateTopics         whether asking for a topic may create it
 * @param deleteTopics             whether topics can be deleted
 */
public record ClusterConfig(
        int brokerId,
        Optional<String> rack,
        Optional<String> zookeeperConnect,
        int zookeeperSessionTimeoutMs,
        int partitions,
        int replicationFactor,
        boolean autoCreateTopics,
        boolean deleteTopics) {

    static ClusterConfig from(BrokerConfig config) {
        Integer nodeId = config.find(ClusterSettings.NODE_ID);
        int brokerId = config.get(ClusterSettings.BROKER_ID);
        if (nodeId != null && nodeId != brokerId) {
            throw new ConfigException("broker.id is " + brokerId + " and node.id is " + nodeId + ": they must agree");
        }
        return new ClusterConfig(
                brokerId,
                Optional.ofNullable(config.find(ClusterSettings.BROKER_RACK)).filter(rack -> !rack.isEmpty()),
                Optional.of(config.get(ClusterSettings.ZOOKEEPER_CONNECT)).filter(connect -> !connect.isEmpty()),
                config.get(ClusterSettings.ZOOKEEPER_SESSION_TIMEOUT_MS),
                config.get(ClusterSettings.NUM_PARTITIONS),
                config.get(ClusterSettings.DEFAULT_REPLICATION_FACTOR),
                config.get(ClusterSettings.AUTO_CREATE_TOPICS_ENABLE),
                config.get(ClusterSettings.DELETE_TOPIC_ENABLE));
    }
}
