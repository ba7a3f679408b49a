package dev.leat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.config.ConfigEntry.Synonym;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigViewTest {
    private final BrokerConfig broker = BrokerConfig.of(Map.of("log.retention.hours", "2", "broker.id", "7"))
            .withDynamic(
                    Map.of("message.max.bytes", "200", "log.segment.bytes", "2000000"),
                    Map.of("message.max.bytes", "300"));

    @Test
    void shouldShowATopicsOwnValueOverAllThatItHides() {
        ConfigEntry entry = topicEntry(Map.of("max.message.bytes", "100"), "max.message.bytes");
        assertThat(entry.value()).isEqualTo("100");
        assertThat(entry.source()).isEqualTo(ConfigSource.TOPIC);
        assertThat(entry.readOnly()).isFalse();
        assertThat(entry.type()).isEqualTo(SettingType.INT);
        assertThat(entry.synonyms())
                .containsExactly(
                        new Synonym("max.message.bytes", "100", ConfigSource.TOPIC),
                        new Synonym("message.max.bytes", "300", ConfigSource.DYNAMIC_BROKER),
                        new Synonym("message.max.bytes", "200", ConfigSource.DYNAMIC_DEFAULT_BROKER),
                        new Synonym("message.max.bytes", "1048588", ConfigSource.DEFAULT));
    }

    @Test
    void shouldShowWhereAnInheritedValueComesFrom() {
        ConfigEntry entry = topicEntry(Map.of(), "retention.ms");
        assertThat(entry.value()).isEqualTo("7200000");
        assertThat(entry.source()).isEqualTo(ConfigSource.STATIC_BROKER);
        assertThat(entry.synonyms())
                .containsExactly(
                        new Synonym("log.retention.hours", "7200000", ConfigSource.STATIC_BROKER),
                        new Synonym("log.retention.hours", "604800000", ConfigSource.DEFAULT));
    }

    @Test
    void shouldShowEveryTopicSettingUnlessAskedForSome() {
        assertThat(ConfigView.topic(Map.of(), broker, null)).hasSameSizeAs(Settings.topic());
        assertThat(ConfigView.topic(Map.of(), broker, List.of())).hasSameSizeAs(Settings.topic());
        assertThat(ConfigView.topic(Map.of(), broker, List.of("retention.ms", "spam")))
                .extracting(ConfigEntry::name)
                .containsExactly("retention.ms");
    }

    @Test
    void shouldShowABrokerWhatItWasGivenAtStartAndSince() {
        assertThat(brokerEntry("broker.id").value()).isEqualTo("7");
        assertThat(brokerEntry("broker.id").readOnly()).isTrue();
        assertThat(brokerEntry("broker.id").source()).isEqualTo(ConfigSource.STATIC_BROKER);
        assertThat(brokerEntry("message.max.bytes").value()).isEqualTo("300");
        assertThat(brokerEntry("message.max.bytes").readOnly()).isFalse();
        assertThat(brokerEntry("broker.rack").value()).isNull();
        assertThat(brokerEntry("log.retention.ms").value()).isEqualTo("7200000");
    }

    @Test
    void shouldShowConsolesTheTwoSettingsTheyDecideBy() {
        assertThat(brokerEntry("inter.broker.protocol.version").value()).isEqualTo("3.9-IV0");
        assertThat(brokerEntry("delete.topic.enable").value()).isEqualTo("true");
    }

    @Test
    void shouldShowAsDefaultsOfAllBrokersOnlyWhatWasSetWhileRunning() {
        List<ConfigEntry> entries = ConfigView.brokerDefaults(broker, null);
        assertThat(entries).extracting(ConfigEntry::name).containsExactly("message.max.bytes", "log.segment.bytes");
        assertThat(entries).extracting(ConfigEntry::source).containsOnly(ConfigSource.DYNAMIC_DEFAULT_BROKER);
        assertThat(entries).extracting(ConfigEntry::value).containsExactly("200", "2000000");
    }

    @Test
    void shouldHideValuesThatMustNotBeShown() {
        Setting<String> password = new Setting<>(
                "leat.secret",
                SettingType.STRING,
                "x",
                Range.any(),
                Unit.NONE,
                Scope.READ_ONLY,
                true,
                "0.1",
                "",
                List.of());
        ConfigEntry entry = ConfigEntry.of(password, new Layers(Map.of(), Map.of(), Map.of()).candidates(password));
        assertThat(entry.sensitive()).isTrue();
        assertThat(entry.value()).isNull();
        assertThat(entry.synonyms()).containsExactly(new Synonym("leat.secret", null, ConfigSource.DEFAULT));
        assertThat(password.in(new Range<>("y", "y"::equals)).problemWith("z"))
                .hasValueSatisfying(
                        problem -> assertThat(problem).isEqualTo("Invalid value (hidden) for leat.secret: must be y"));
    }

    private ConfigEntry topicEntry(Map<String, String> overrides, String name) {
        return ConfigView.topic(overrides, broker, List.of(name)).get(0);
    }

    private ConfigEntry brokerEntry(String name) {
        return ConfigView.broker(broker, List.of(name)).get(0);
    }
}
