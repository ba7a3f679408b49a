package dev.leat.protocol.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource(Errors.class)
    void shouldGiveKafkasAdviceUnderKafkasNameAndCode(Errors theirs) {
        ErrorCode ours = ErrorCode.of(theirs.code());
        assertThat(ours.name()).isEqualTo(theirs.name());
        assertThat(ours.code()).isEqualTo(theirs.code());
        assertThat(ours.retriable()).isEqualTo(theirs.exception() instanceof RetriableException);
        assertThat(ours.meaning()).isNotBlank();
    }

    @Test
    void shouldTakeACodeOfTheFutureForAnUnknownFailure() {
        assertThat(ErrorCode.of((short) 137)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(ErrorCode.of(Short.MIN_VALUE)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(ErrorCode.values()).hasSameSizeAs(Errors.values());
    }
}
