package dev.leat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiKeyTest {
    @ParameterizedTest
    @EnumSource(ApiKeys.class)
    void shouldKnowWhatKafkaKnows(ApiKeys theirs) {
        ApiKey ours = ApiKey.forId(theirs.id);
        assertThat(ours).isNotNull();
        assertThat(ours.name()).isEqualTo(theirs.name());
        assertThat(ours.id()).isEqualTo(theirs.id);
        assertThat(ours.isRetired()).isEqualTo(!theirs.hasValidVersion());
        if (!ours.isRetired()) {
            assertThat(ours.oldestVersion()).isEqualTo(theirs.oldestVersion());
            assertThat(ours.latestVersion()).isEqualTo(theirs.latestVersion(true));
            assertThat(ours.latestStableVersion()).isEqualTo(theirs.latestVersion(false));
        }
        for (short version = ours.oldestVersion(); version <= ours.latestVersion(); version++) {
            assertThat(ours.isValid(version)).isTrue();
            assertThat(ours.requestHeaderVersion(version)).isEqualTo(theirs.requestHeaderVersion(version));
            assertThat(ours.responseHeaderVersion(version)).isEqualTo(theirs.responseHeaderVersion(version));
        }
    }

    @Test
    void shouldKnowNoOtherKeys() {
        assertThat(ApiKey.forId((short) -1)).isNull();
        assertThat(ApiKey.forId((short) ApiKeys.values().length)).isNull();
        assertThat(ApiKey.values()).hasSameSizeAs(ApiKeys.values());
    }
}
