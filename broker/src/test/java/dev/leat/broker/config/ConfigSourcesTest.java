package dev.leat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {
    private static final Machine MACHINE = new Machine(128 << 20, 2, 1024);

    @Test
    void shouldPreferArgumentsToEnvironmentToFileToDefault() {
        ConfigSources sources = new ConfigSources()
                .arguments(List.of("num.partitions=4"))
                .environment(Map.of("LEAT_NUM_PARTITIONS", "3", "LEAT_MIN_INSYNC_REPLICAS", "3"))
                .properties("num.partitions=2\nmin.insync.replicas=2\nlog.roll.hours=2", "server.properties");
        BrokerConfig config = BrokerConfig.load(sources, MACHINE);
        assertThat(config.get(ClusterSettings.NUM_PARTITIONS)).isEqualTo(4);
        assertThat(config.get(ClusterSettings.MIN_INSYNC_REPLICAS)).isEqualTo(3);
        assertThat(config.get(LogSettings.ROLL_HOURS)).isEqualTo(2);
        assertThat(config.get(ClusterSettings.DEFAULT_REPLICATION_FACTOR)).isEqualTo(1);
    }

    @Test
    void shouldKnowTheOriginOfEachValue() {
        ConfigSources sources = new ConfigSources()
                .arguments(List.of("num.partitions=4"))
                .environment(Map.of("KAFKA_MIN_INSYNC_REPLICAS", "3"))
                .properties("log.retention.hours=2", "server.properties");
        BrokerConfig config = BrokerConfig.load(sources, MACHINE);
        assertThat(config.origin(ClusterSettings.NUM_PARTITIONS)).isEqualTo("--set");
        assertThat(config.origin(ClusterSettings.MIN_INSYNC_REPLICAS))
                .isEqualTo("environment KAFKA_MIN_INSYNC_REPLICAS");
        assertThat(config.origin(RetentionSettings.RETENTION_MS)).isEqualTo("server.properties");
        assertThat(config.origin(LogSettings.SEGMENT_BYTES)).isEqualTo("default");
    }

    @Test
    void shouldWarnOfNamesGivenTwice() {
        ConfigSources sources = new ConfigSources()
                .arguments(List.of("num.partitions=4", "num.partitions=5"))
                .properties("num.partitions=2\nnum.partitions=3", "server.properties");
        BrokerConfig config = BrokerConfig.load(sources, MACHINE);
        assertThat(config.get(ClusterSettings.NUM_PARTITIONS)).isEqualTo(5);
        assertThat(config.warnings())
                .containsExactly(
                        "num.partitions is given twice by --set; the last one counts",
                        "num.partitions is given twice in server.properties; the last one counts",
                        "num.partitions is given by --set and by server.properties; --set counts");
    }

    @Test
    void shouldReadEnvironmentNamesByTheRuleOfUnderscores() {
        assertThat(EnvironmentNames.settingOf("KAFKA_", "KAFKA_LOG_DIRS")).isEqualTo("log.dirs");
        assertThat(EnvironmentNames.settingOf("KAFKA_", "KAFKA_A__B_C___D")).isEqualTo("a-b.c_d");
        assertThat(EnvironmentNames.settingOf("LEAT_", "LEAT_LANE_THREADS")).isEqualTo("leat.lane.threads");
    }

    @Test
    void shouldPreferOurPrefixToKafkas() {
        ConfigSources sources = new ConfigSources().environment(Map.of("KAFKA_BROKER_ID", "7", "LEAT_BROKER_ID", "8"));
        assertThat(BrokerConfig.load(sources, MACHINE).cluster().brokerId()).isEqualTo(8);
    }

    @Test
    void shouldLeaveVariablesOfScriptsAndServiceLinksAlone() {
        ConfigSources sources = new ConfigSources()
                .environment(Map.of(
                        "LEAT_JVM_OPTS", "-Xmx1g",
                        "KAFKA_HEAP_OPTS", "-Xmx1g",
                        "KAFKA_PORT", "tcp://10.0.0.1:9092",
                        "KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1",
                        "KAFKA_SERVICE_HOST", "10.0.0.1"));
        assertThat(BrokerConfig.load(sources, MACHINE).warnings()).isEmpty();
    }

    @Test
    void shouldWarnOfForeignVariablesAndRefuseThoseThatComeNearASetting() {
        ConfigSources foreign = new ConfigSources().environment(Map.of("KAFKA_ADMIN_PASSWORD_FOR_OUR_SCRIPT", "x"));
        assertThat(BrokerConfig.load(foreign, MACHINE).warnings())
                .containsExactly("environment variable KAFKA_ADMIN_PASSWORD_FOR_OUR_SCRIPT is no setting of Leat"
                        + " and has no effect");
        ConfigSources typo = new ConfigSources().environment(Map.of("KAFKA_NUM_PARTITION", "x"));
        assertThatThrownBy(() -> BrokerConfig.load(typo, MACHINE)).hasMessageContaining("num.partitions");
    }

    @Test
    void shouldRefuseArgumentsWithoutEqualsSign() {
        ConfigSources sources = new ConfigSources().arguments(List.of("num.partitions"));
        assertThatThrownBy(() -> BrokerConfig.load(sources, MACHINE))
                .hasMessage("--set num.partitions is not of the form name=value");
    }

    @Test
    void shouldKeepEqualsSignsInsideValues() {
        ConfigSources sources = new ConfigSources().arguments(List.of("broker.rack=a=b"));
        assertThat(BrokerConfig.load(sources, MACHINE).cluster().rack()).contains("a=b");
    }

    @Test
    void shouldReadPropertiesFiles(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("server.properties"), "# ours\nlog.dirs = /a, /b \n");
        BrokerConfig config = BrokerConfig.load(new ConfigSources().file(file), MACHINE);
        assertThat(config.storage().logDirs()).containsExactly(Path.of("/a"), Path.of("/b"));
    }

    @Test
    void shouldTellWhichFileCannotBeRead(@TempDir Path dir) {
        Path missing = dir.resolve("missing.properties");
        assertThatThrownBy(() -> new ConfigSources().file(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(missing.toString());
    }
}
