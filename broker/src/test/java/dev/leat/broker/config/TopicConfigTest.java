package dev.leat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicConfigTest {
    private final BrokerConfig broker =
            BrokerConfig.of(Map.of("log.retention.hours", "1", "log.segment.bytes", "2000000"));

    @Test
    void shouldTakeTheBrokersDefaultsWhereTheTopicSaysNothing() {
        TopicConfig topic = TopicConfig.of(Map.of(), broker);
        assertThat(topic).isSameAs(broker.topicDefaults());
        assertThat(topic.retention()).isEqualTo(new TopicConfig.Retention(true, 3_600_000L, -1));
        assertThat(topic.segments().segmentBytes()).isEqualTo(2_000_000);
        assertThat(topic.segments().segmentMs()).isEqualTo(604_800_000L);
        assertThat(topic.flush()).isEqualTo(new TopicConfig.Flush(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void shouldPreferTheTopicsOwnSettings() {
        TopicConfig topic = TopicConfig.of(
                Map.of("retention.ms", "5", "cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"),
                broker);
        assertThat(topic.retention()).isEqualTo(new TopicConfig.Retention(false, 5, -1));
        assertThat(topic.compaction().compact()).isTrue();
        assertThat(topic.intake().logAppendTime()).isTrue();
        assertThat(topic.segments().segmentBytes()).isEqualTo(2_000_000);
    }

    @Test
    void shouldFollowTheBrokersDefaultsWhenTheyChange() {
        BrokerConfig changed = broker.withDynamic(Map.of("log.retention.ms", "7"), Map.of());
        assertThat(TopicConfig.of(Map.of("segment.ms", "9"), changed)
                        .retention()
                        .ms())
                .isEqualTo(7);
    }

    @Test
    void shouldNotTakeABrokerSettingOfTheSameNameForTheTopicsOwn() {
        BrokerConfig changed = broker.withDynamic(Map.of("min.insync.replicas", "2"), Map.of());
        assertThat(TopicConfig.of(Map.of("min.insync.replicas", "1"), changed)
                        .replication()
                        .minInsyncReplicas())
                .isEqualTo(1);
        assertThat(TopicConfig.of(Map.of(), changed).replication().minInsyncReplicas())
                .isEqualTo(2);
    }

    @Test
    void shouldReadOldStoredSettingsThatItCannotTakeAsNotGiven() {
        TopicConfig topic = TopicConfig.of(Map.of("retention.ms", "-7", "message.format.version", "2.8"), broker);
        assertThat(topic).isEqualTo(broker.topicDefaults());
    }

    @Test
    void shouldExplainSettingsThatATopicCannotHave() {
        assertThat(problem("retention.ms", "-2")).isEqualTo("Invalid value '-2' for retention.ms: must be at least -1");
        assertThat(problem("retention.ms", "1e3")).isEqualTo("Invalid value '1e3' for retention.ms: not of type long");
        assertThat(problem("cleanup.policy", "delete,shred")).contains("must be a list of delete, compact");
        assertThat(problem("preallocate", "true")).contains("must be false");
        assertThat(problem("retention.mss", "1"))
                .isEqualTo("Unknown topic config name: retention.mss; did you mean retention.ms?");
        assertThat(problem("remote.storage.enable", "true")).contains("not supported by Leat yet");
    }

    @Test
    void shouldRefuseCompactionLagsThatContradict() {
        assertThat(TopicConfig.problemWith(Map.of("min.compaction.lag.ms", "10", "max.compaction.lag.ms", "5"), broker))
                .contains("min.compaction.lag.ms (10) is more than max.compaction.lag.ms (5)");
    }

    @Test
    void shouldTakeCleanupPoliciesAsKafkaDoes() {
        assertThat(TopicConfig.problemWith(Map.of("cleanup.policy", " compact , delete "), broker))
                .isEmpty();
        assertThat(TopicConfig.problemWith(Map.of("cleanup.policy", ""), broker))
                .isEmpty();
        assertThat(TopicConfig.of(Map.of("cleanup.policy", ""), broker)
                        .retention()
                        .delete())
                .isFalse();
    }

    private String problem(String name, String text) {
        return TopicConfig.problemWith(Map.of(name, text), broker).orElse("");
    }
}
