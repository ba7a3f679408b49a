package dev.leat.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.error.ClientErrors;
import dev.leat.protocol.error.ErrorCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FailureScreenTest {
    private static final CliFailure FAILURE = CliFailure.of(
            ClientErrors.of(ErrorCode.TOPIC_ALREADY_EXISTS, "creating topic 'a'", "it is there"), "leat topic list");

    @Test
    void shouldShowFourParts() {
        assertThat(shown(OutputFormat.TABLE, false)).isEqualTo("""
                error: creating topic 'a' failed: it is there
                  Kafka error   TOPIC_ALREADY_EXISTS (36)
                  likely cause  choose another name, or delete the topic first
                  try next      leat topic list
                """);
    }

    @Test
    void shouldColourOnlyWhereItIsShown() {
        assertThat(shown(OutputFormat.TABLE, false)).doesNotContain("\u001B");
        assertThat(shown(OutputFormat.TABLE, true)).contains("\u001B[1;31merror: \u001B[0m");
    }

    @Test
    void shouldNameTheErrorForPrograms() {
        assertThat(shown(OutputFormat.JSON, true))
                .contains("\"kafkaError\":\"TOPIC_ALREADY_EXISTS\",\"code\":36")
                .doesNotContain("\u001B");
    }

    private static String shown(OutputFormat format, boolean colour) {
        StringWriter screen = new StringWriter();
        FailureScreen.show(FAILURE, format, new Style(colour), new PrintWriter(screen));
        return screen.toString();
    }
}
