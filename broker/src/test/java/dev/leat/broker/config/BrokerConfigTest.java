package dev.leat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class BrokerConfigTest {
    private static final Machine SMALL = new Machine(128 << 20, 2, 1000);

    @Test
    void shouldNeedNothingToBeConfigured() {
        BrokerConfig config = load("");
        assertThat(config.network().listeners()).containsExactly(new Listener("PLAINTEXT", "127.0.0.1", 9092));
        assertThat(config.network().advertised()).isEmpty();
        assertThat(config.storage().logDirs()).containsExactly(Path.of("leat-data"));
        assertThat(config.cluster().zookeeperConnect()).isEmpty();
        assertThat(config.groups().offsetsPartitions()).isEqualTo(50);
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void shouldRefuseUnknownNamesWithTheNearestOneWeHave() {
        assertThatThrownBy(() -> load("log.retention.hour=1"))
                .hasMessage("Unknown broker config name: log.retention.hour; did you mean log.retention.hours? (test)");
        assertThatThrownBy(() -> load("spam=1")).hasMessage("Unknown broker config name: spam (test)");
    }

    @Test
    void shouldSayThatAKafkaSettingIsNotSupportedYet() {
        assertThatThrownBy(() -> load("log.cleaner.threads=1"))
                .hasMessage("log.cleaner.threads is a setting of Kafka that is not supported by Leat yet (test)");
        assertThatThrownBy(() -> load("process.roles=broker"))
                .hasMessageContaining("not supported by Leat yet. Leat has no KRaft roles");
        assertThatThrownBy(() -> load("listener.name.internal.ssl.keystore.type=JKS"))
                .hasMessageContaining("not supported by Leat yet");
    }

    @Test
    void shouldPointFromATopicSettingToTheBrokersDefaultForIt() {
        assertThatThrownBy(() -> load("retention.ms=1"))
                .hasMessageContaining("is a setting of single topics; the default for all topics is log.retention.ms");
    }

    @Test
    void shouldTellEveryProblemAtOnce() {
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> load("num.partitions=0\nlog.dris=/x\nbroker.id=one"));
        assertThat(refused.problems())
                .containsExactly(
                        "Invalid value 'one' for broker.id: not of type int (test)",
                        "Unknown broker config name: log.dris; did you mean log.dirs? (test)",
                        "Invalid value '0' for num.partitions: must be at least 1 (test)");
    }

    @Test
    void shouldTakeNodeIdAndBrokerIdForTheSame() {
        assertThat(load("node.id=5").cluster().brokerId()).isEqualTo(5);
        assertThat(load("broker.id=6").cluster().brokerId()).isEqualTo(6);
        assertThatThrownBy(() -> load("node.id=5\nbroker.id=6")).hasMessageContaining("must agree");
    }

    @Test
    void shouldDeriveTimesFromCoarserSynonymsUnlessAFinerOneIsGiven() {
        assertThat(load("").get(RetentionSettings.RETENTION_MS)).isEqualTo(168 * 3_600_000L);
        assertThat(load("log.retention.hours=2").get(RetentionSettings.RETENTION_MS))
                .isEqualTo(7_200_000L);
        assertThat(load("log.retention.hours=-1").get(RetentionSettings.RETENTION_MS))
                .isEqualTo(-1);
        assertThat(load("log.retention.hours=2\nlog.retention.minutes=3").get(RetentionSettings.RETENTION_MS))
                .isEqualTo(180_000L);
        assertThat(load("log.retention.minutes=3\nlog.retention.ms=5").get(RetentionSettings.RETENTION_MS))
                .isEqualTo(5);
    }

    @Test
    void shouldPutANumberToEveryLimit() {
        LimitsConfig limits = load("").limits();
        assertThat(limits.maxConnections()).isEqualTo(750);
        assertThat(limits.maxConnectionsPerIp()).isEqualTo(750);
        assertThat(limits.maxQueuedRequestBytes()).isEqualTo(64 << 20);
        assertThat(limits.maxRequestBytes()).isEqualTo(64 << 20);
        assertThat(limits.maxDecodedRequestBytes()).isEqualTo(8 << 20);
    }

    @Test
    void shouldTakeLimitsAsGivenWhereTheMachineAllows() {
        LimitsConfig limits = load("max.connections=10\nmax.connections.per.ip=20\nqueued.max.request.bytes=4000")
                .limits();
        assertThat(limits.maxConnections()).isEqualTo(10);
        assertThat(limits.maxConnectionsPerIp()).isEqualTo(10);
        assertThat(limits.maxRequestBytes()).isEqualTo(4000);
    }

    @Test
    void shouldGiveALaneToEachProcessorByDefault() {
        assertThat(load("").network().laneThreads()).isEqualTo(2);
        assertThat(load("leat.lane.threads=5").network().laneThreads()).isEqualTo(5);
    }

    @Test
    void shouldPreferDynamicValuesToThoseGivenAtStart() {
        BrokerConfig config = load("log.retention.ms=1\nmessage.max.bytes=100")
                .withDynamic(
                        Map.of("log.retention.ms", "2", "message.max.bytes", "200"), Map.of("log.retention.ms", "3"));
        assertThat(config.get(RetentionSettings.RETENTION_MS)).isEqualTo(3);
        assertThat(config.topicDefaults().retention().ms()).isEqualTo(3);
        assertThat(config.get(LogSettings.MESSAGE_MAX_BYTES)).isEqualTo(200);
        assertThat(config.withDynamic(Map.of(), Map.of()).get(RetentionSettings.RETENTION_MS))
                .isEqualTo(1);
    }

    @Test
    void shouldWarnOfStoredDynamicValuesThatCannotWork() {
        BrokerConfig config = load("").withDynamic(
                        Map.of("log.retention.ms", "soon", "broker.id", "9"), Map.of("from.the.future", "1"));
        assertThat(config.get(RetentionSettings.RETENTION_MS)).isEqualTo(604_800_000L);
        assertThat(config.cluster().brokerId()).isEqualTo(1);
        assertThat(config.warnings()).hasSize(3);
    }

    @Test
    void shouldRefuseGroupsWhoseShortestSessionIsLongerThanTheLongest() {
        assertThatThrownBy(() -> load("group.min.session.timeout.ms=10\ngroup.max.session.timeout.ms=9"))
                .hasMessageContaining("group.max.session.timeout.ms");
    }

    @Test
    void shouldHaveNoValueForWhatNobodyGave() {
        assertThat(load("").find(ClusterSettings.BROKER_RACK)).isNull();
        assertThatThrownBy(() -> load("").get(ClusterSettings.BROKER_RACK)).isInstanceOf(NoSuchElementException.class);
    }

    private static BrokerConfig load(String properties) {
        return BrokerConfig.load(new ConfigSources().properties(properties, "test"), SMALL);
    }
}
