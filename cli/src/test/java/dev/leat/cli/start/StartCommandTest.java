package dev.leat.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StartCommandTest {
    @Test
    void shouldLeaveEverythingToTheBrokerByDefault() {
        assertThat(settings()).isEqualTo(new StartSettings(null, null, null, Map.of()));
    }

    @Test
    void shouldPassOnWhatTheCommandLineSays() {
        assertThat(settings("--data", "d", "--port", "0", "--config", "f", "--set", "a.b=1", "--set", "c=x=y"))
                .isEqualTo(new StartSettings(Path.of("d"), 0, Path.of("f"), Map.of("a.b", "1", "c", "x=y")));
    }

    private static StartSettings settings(String... args) {
        StartCommand command = new StartCommand(given -> {
            throw new AssertionError("nothing is started here");
        });
        new CommandLine(command).parseArgs(args);
        return command.settings();
    }
}
