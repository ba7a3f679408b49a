package dev.leat.integration.clients;

import static dev.leat.integration.clients.Clients.DEADLINE;
import static dev.leat.integration.clients.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/** Settings of topics and brokers, and what an administrator sees of the cluster and its disks. */
class ConfigAdminTest extends ClientTest {
    private final Admin admin;

    ConfigAdminTest(TestCluster cluster) {
        super(cluster);
        this.admin = clients.admin();
    }

    @Test
    void shouldShowTheSettingsOfATopicWithTheirSource() {
        ConfigResource topic = topicWith(Map.of("retention.ms", "123456"));
        Config config = describe(topic);
        assertThat(entry(config, "retention.ms").value()).isEqualTo("123456");
        assertThat(entry(config, "retention.ms").source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(entry(config, "cleanup.policy").value()).isEqualTo("delete");
        assertThat(entry(config, "cleanup.policy").isDefault()).isTrue();
        assertThat(config.entries())
                .extracting(ConfigEntry::name)
                .contains("compression.type", "max.message.bytes", "min.insync.replicas", "segment.bytes");
    }

    @Test
    void shouldChangeSettingsOneByOne() {
        ConfigResource topic = topicWith(Map.of("retention.ms", "123456", "cleanup.policy", "delete"));
        alter(
                topic,
                new AlterConfigOp(new ConfigEntry("segment.bytes", "2097152"), OpType.SET),
                new AlterConfigOp(new ConfigEntry("retention.ms", ""), OpType.DELETE),
                new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact"), OpType.APPEND));
        await().atMost(DEADLINE).untilAsserted(() -> {
            Config config = describe(topic);
            assertThat(entry(config, "segment.bytes").value()).isEqualTo("2097152");
            assertThat(entry(config, "retention.ms").value()).isEqualTo("604800000");
            assertThat(entry(config, "cleanup.policy").value().split(","))
                    .containsExactlyInAnyOrder("delete", "compact");
        });
        alter(topic, new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), OpType.SUBTRACT));
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(
                                entry(describe(topic), "cleanup.policy").value())
                        .isEqualTo("compact"));
    }

    @Test
    void shouldRefuseValuesAndNamesThatMakeNoSense() {
        ConfigResource topic = topicWith(Map.of());
        assertThatThrownBy(() -> alter(topic, new AlterConfigOp(new ConfigEntry("retention.ms", "soon"), OpType.SET)))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> alter(topic, new AlterConfigOp(new ConfigEntry("no.such.setting", "1"), OpType.SET)))
                .isInstanceOf(InvalidConfigurationException.class);
        ConfigResource missing = new ConfigResource(ConfigResource.Type.TOPIC, Clients.unique("none"));
        assertThatThrownBy(() -> alter(missing, new AlterConfigOp(new ConfigEntry("retention.ms", "1"), OpType.SET)))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> describe(missing)).isInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void shouldOnlyCheckWhenAskedToValidate() {
        ConfigResource topic = topicWith(Map.of());
        get(admin.incrementalAlterConfigs(
                        Map.of(topic, List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), OpType.SET))),
                        new AlterConfigsOptions().validateOnly(true))
                .all());
        assertThat(entry(describe(topic), "retention.ms").value()).isEqualTo("604800000");
    }

    @Test
    void shouldShowTheSettingsOfABroker() {
        Node broker = get(admin.describeCluster().nodes()).iterator().next();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        Config config = Objects.requireNonNull(
                get(admin.describeConfigs(List.of(resource), new DescribeConfigsOptions().includeSynonyms(true))
                                .all())
                        .get(resource));
        assertThat(entry(config, "log.retention.hours").value()).isEqualTo("168");
        assertThat(entry(config, "message.max.bytes").type()).isEqualTo(ConfigEntry.ConfigType.INT);
        assertThat(config.entries())
                .extracting(ConfigEntry::name)
                .contains("auto.create.topics.enable", "num.partitions", "log.dirs", "delete.topic.enable");
    }

    @Test
    void shouldDescribeTheCluster() {
        DescribeClusterResult cluster = admin.describeCluster();
        assertThat(get(cluster.clusterId())).isNotBlank();
        assertThat(get(cluster.nodes()))
                .hasSize(1)
                .allSatisfy(node -> assertThat(node.port()).isPositive());
        assertThat(get(cluster.controller()).id())
                .isEqualTo(get(cluster.nodes()).iterator().next().id());
    }

    @Test
    void shouldTellHowMuchEachPartitionHoldsOnDisk() {
        String topic = clients.topic(2);
        clients.fill(new TopicPartition(topic, 1), 100);
        int broker = get(admin.describeCluster().nodes()).iterator().next().id();
        Map<String, LogDirDescription> dirs = Objects.requireNonNull(
                get(admin.describeLogDirs(List.of(broker)).allDescriptions()).get(broker));
        assertThat(dirs).isNotEmpty();
        LogDirDescription dir = dirs.values().iterator().next();
        assertThat(dir.error()).isNull();
        assertThat(Objects.requireNonNull(dir.replicaInfos().get(new TopicPartition(topic, 0)))
                        .size())
                .isZero();
        assertThat(Objects.requireNonNull(dir.replicaInfos().get(new TopicPartition(topic, 1)))
                        .size())
                .isGreaterThan(100);
    }

    private ConfigResource topicWith(Map<String, String> settings) {
        return new ConfigResource(ConfigResource.Type.TOPIC, clients.topic(1, settings));
    }

    private void alter(ConfigResource resource, AlterConfigOp... changes) {
        get(admin.incrementalAlterConfigs(Map.of(resource, List.of(changes))).all());
    }

    private Config describe(ConfigResource resource) {
        return Objects.requireNonNull(
                get(admin.describeConfigs(List.of(resource)).all()).get(resource));
    }

    private static ConfigEntry entry(Config config, String name) {
        return Objects.requireNonNull(config.get(name), name);
    }
}
