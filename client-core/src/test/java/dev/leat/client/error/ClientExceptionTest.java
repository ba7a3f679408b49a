package dev.leat.client.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientExceptionTest {
    @Test
    void shouldSayWhatToDoWhereverItIsPrinted() {
        ClientException failure = new RetriableException("nobody is there", "see bootstrap.servers");
        assertThat(failure).hasMessage("nobody is there");
        assertThat(failure.messageAndAdvice()).isEqualTo("nobody is there; see bootstrap.servers");
        assertThat(failure)
                .hasToString("dev.leat.client.error.RetriableException: nobody is there; see bootstrap.servers");
    }

    @Test
    void shouldAddNothingWhereThereIsNoAdvice() {
        assertThat(new FatalException("it is over", ""))
                .hasToString("dev.leat.client.error.FatalException: it is over");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_SESSION_TIMEOUT, session.timeout.ms",
        "INVALID_SESSION_TIMEOUT, group.max.session.timeout.ms",
        "INVALID_TRANSACTION_TIMEOUT, transaction.timeout.ms",
        "INVALID_TRANSACTION_TIMEOUT, transaction.max.timeout.ms"
    })
    void shouldNameTheSettingThatABrokerDidNotTake(ErrorCode code, String setting) {
        ClientException refused = ClientErrors.of(code, "joining", null);
        assertThat(refused).isInstanceOf(MisuseException.class);
        assertThat(refused.advice()).contains(setting);
    }
}
