package dev.leat.broker.config;

import static dev.leat.broker.config.ConfigAlteration.Operation.APPEND;
import static dev.leat.broker.config.ConfigAlteration.Operation.DELETE;
import static dev.leat.broker.config.ConfigAlteration.Operation.SET;
import static dev.leat.broker.config.ConfigAlteration.Operation.SUBTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.config.ConfigAlteration.Accepted;
import dev.leat.broker.config.ConfigAlteration.Edit;
import dev.leat.broker.config.ConfigAlteration.Operation;
import dev.leat.broker.config.ConfigAlteration.Outcome;
import dev.leat.broker.config.ConfigAlteration.Refused;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigAlterationTest {
    private final BrokerConfig broker = BrokerConfig.of(Map.of());
    private final ConfigAlteration topic = ConfigAlteration.ofTopic(broker);

    @Test
    void shouldKeepWhatAnIncrementalAlterationDoesNotName() {
        Outcome outcome = topic.edit(
                Map.of("retention.ms", "1", "segment.ms", "2"),
                List.of(edit("retention.ms", SET, "5"), edit("retention.bytes", SET, "6")));
        assertThat(outcome)
                .isEqualTo(new Accepted(Map.of("retention.ms", "5", "segment.ms", "2", "retention.bytes", "6")));
    }

    @Test
    void shouldForgetWhatAFullReplacementDoesNotName() {
        assertThat(topic.replace(List.of(Edit.set("retention.ms", "5"))))
                .isEqualTo(new Accepted(Map.of("retention.ms", "5")));
        assertThat(topic.replace(List.of())).isEqualTo(new Accepted(Map.of()));
    }

    @Test
    void shouldDeleteBackToTheDefault() {
        assertThat(topic.edit(Map.of("retention.ms", "1"), List.of(edit("retention.ms", DELETE, null))))
                .isEqualTo(new Accepted(Map.of()));
        assertThat(topic.edit(Map.of(), List.of(edit("retention.ms", DELETE, null))))
                .isEqualTo(new Accepted(Map.of()));
    }

    @Test
    void shouldAppendToAndSubtractFromListsOnce() {
        assertThat(topic.edit(Map.of(), List.of(edit("cleanup.policy", APPEND, "compact"))))
                .isEqualTo(new Accepted(Map.of("cleanup.policy", "delete,compact")));
        Map<String, String> both = Map.of("cleanup.policy", "delete,compact");
        assertThat(topic.edit(both, List.of(edit("cleanup.policy", APPEND, "delete"))))
                .isEqualTo(new Accepted(both));
        assertThat(topic.edit(both, List.of(edit("cleanup.policy", SUBTRACT, "delete"))))
                .isEqualTo(new Accepted(Map.of("cleanup.policy", "compact")));
    }

    @Test
    void shouldRefuseListOperationsOnOtherTypes() {
        assertRefused(
                topic.edit(Map.of(), List.of(edit("retention.ms", APPEND, "5"))),
                ErrorCode.INVALID_CONFIG,
                "Can't APPEND to key retention.ms because its type is not LIST.");
        assertRefused(
                topic.edit(Map.of(), List.of(edit("retention.mss", APPEND, "5"))),
                ErrorCode.INVALID_CONFIG,
                "Unknown topic config name: retention.mss; did you mean retention.ms?");
    }

    @Test
    void shouldRefuseRequestsThatContradictThemselves() {
        assertRefused(
                topic.edit(Map.of(), List.of(edit("retention.ms", SET, "5"), edit("retention.ms", DELETE, null))),
                ErrorCode.INVALID_REQUEST,
                "Error due to duplicate config keys: retention.ms");
        assertRefused(
                topic.edit(Map.of(), List.of(edit("retention.ms", SET, null))),
                ErrorCode.INVALID_REQUEST,
                "Null value not supported for: retention.ms");
        assertRefused(
                topic.replace(List.of(Edit.set("retention.ms", null))),
                ErrorCode.INVALID_REQUEST,
                "Null value not supported for: retention.ms");
        assertRefused(
                topic.edit(Map.of(), List.of(new Edit("retention.ms", (byte) 4, "5"))),
                ErrorCode.INVALID_REQUEST,
                "Unknown operation 4 for retention.ms");
    }

    @Test
    void shouldTakeAllEditsOrNone() {
        assertRefused(
                topic.edit(Map.of(), List.of(edit("retention.ms", SET, "5"), edit("segment.ms", SET, "never"))),
                ErrorCode.INVALID_CONFIG,
                "Invalid value 'never' for segment.ms: not of type long");
    }

    @Test
    void shouldCheckAnEditAgainstWhatIsThereAlready() {
        assertRefused(
                topic.edit(Map.of("min.compaction.lag.ms", "10"), List.of(edit("max.compaction.lag.ms", SET, "5"))),
                ErrorCode.INVALID_CONFIG,
                "min.compaction.lag.ms (10) is more than max.compaction.lag.ms (5)");
    }

    @Test
    void shouldLetSettingsStoredByAnotherVersionBe() {
        Map<String, String> stored = Map.of("from.the.future", "1", "retention.ms", "-9");
        assertThat(topic.edit(stored, List.of(edit("segment.ms", SET, "5"))))
                .isEqualTo(new Accepted(Map.of("from.the.future", "1", "retention.ms", "-9", "segment.ms", "5")));
        assertThat(topic.edit(stored, List.of(edit("from.the.future", DELETE, null))))
                .isEqualTo(new Accepted(Map.of("retention.ms", "-9")));
    }

    @Test
    void shouldAlterOnlyDynamicSettingsOfBrokers() {
        for (ConfigAlteration brokers :
                List.of(ConfigAlteration.ofBroker(broker), ConfigAlteration.ofAllBrokers(broker))) {
            assertThat(brokers.edit(Map.of(), List.of(edit("log.retention.ms", SET, "5"))))
                    .isEqualTo(new Accepted(Map.of("log.retention.ms", "5")));
            assertThat(brokers.edit(Map.of(), List.of(edit("log.cleanup.policy", APPEND, "compact"))))
                    .isEqualTo(new Accepted(Map.of("log.cleanup.policy", "delete,compact")));
            assertRefused(
                    brokers.edit(Map.of(), List.of(edit("broker.id", SET, "5"))),
                    ErrorCode.INVALID_REQUEST,
                    "Cannot update broker.id dynamically: it takes a restart of the broker");
            assertRefused(
                    brokers.replace(List.of(Edit.set("log.retention.ms", "-5"))),
                    ErrorCode.INVALID_REQUEST,
                    "Invalid value '-5' for log.retention.ms: must be at least -1");
        }
    }

    private static Edit edit(String name, Operation operation, @Nullable String value) {
        return new Edit(name, operation.wireId(), value);
    }

    private static void assertRefused(Outcome outcome, ErrorCode code, String message) {
        assertThat(outcome).isEqualTo(new Refused(code, message));
    }
}
