package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static List<String> commands() {
        List<String> names = new ArrayList<>();
        collect("", new LeatCommand().tree(), names);
        return names;
    }

    private static void collect(String path, CommandLine command, List<String> names) {
        names.add(path);
        command.getSubcommands().forEach((name, sub) -> collect((path + " " + name).trim(), sub, names));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldExplainEveryCommand(String command) {
        assertThat(run((command + " --help").trim().split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: leat").contains("--help");
    }

    @ParameterizedTest
    @CsvSource({"topic list", "topic create t", "topic describe t", "topic delete t", "consume t", "produce t"})
    void shouldTellInFourPartsThatNobodyListens(String command) {
        assertThat(run((command + " -b 127.0.0.1:1").split(" "))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("error: no connection to 127.0.0.1:1: connection refused\n")
                .contains("likely cause")
                .contains("try next      leat start");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldTellFailuresAsJsonToPrograms() {
        assertThat(run("topic", "list", "-b", "127.0.0.1:1", "-o", "json")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("{\"error\":{\"what\":\"no connection")
                .endsWith("}}\n");
    }

    @ParameterizedTest
    @CsvSource({"topc,topic", "consum,consume", "prodce,produce"})
    void shouldGuessMisspeltCommands(String typed, String meant) {
        assertThat(run(typed)).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean '" + meant + "'?");
    }

    @Test
    void shouldGuessMisspeltOptions() {
        assertThat(run("topic", "create", "a", "--partitons", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean '--partitions'?").contains("leat topic create --help");
    }

    @ParameterizedTest
    @CsvSource({
        "consume a --from yesterday -b 127.0.0.1:1, yesterday",
        "consume a --format %x -b 127.0.0.1:1, %x",
        "topic list -b host:port, host:port",
        "produce a --acks 2, 2",
        "produce a --chunk 0, 0",
        "produce a --compression zip, zip",
        "start --port 70000, 70000",
        "start --port x, whole number",
        "start --set a, value for option '--set' (NAME=VALUE)",
        "start here, 'here'",
        "consume a -n 0, --count is at least 1",
        "topic create a -p 0, --partitions is at least 1",
        "topic create a -r -3, --replicas is at least 1",
        "topic list --timeout 0, --timeout is from 1",
        "'produce a -f foo', 'one of value, key-value, json, chunks, whole but was'",
        "produce a no-such-file, there is no file no-such-file",
        "produce a src, src is a directory"
    })
    void shouldRefuseImpossibleValues(String command, String value) {
        assertThat(run(command.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(value);
    }

    @Test
    void shouldShowNoTraceUnlessAsked() {
        run("topic", "list", "-b", "127.0.0.1:1");
        assertThat(err.toString()).doesNotContain("\tat ");
        run("topic", "list", "-b", "127.0.0.1:1", "-v");
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void shouldPrintACompletionScriptThatKnowsTheVerbs() {
        assertThat(run("completion", "bash")).isZero();
        assertThat(out.toString()).contains("consume").contains("describe").contains("complete -F");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void shouldNameItselfInEveryTextAsItWasCalled() {
        System.setProperty("leat.command", "bin/leat");
        try {
            for (String command : commands()) {
                run((command + " --help").trim().split(" "));
            }
            run("topic", "list", "-b", "127.0.0.1:1");
            run("topic", "create", "--no-such");
        } finally {
            System.clearProperty("leat.command");
        }
        assertThat(out.toString()).contains("Usage: bin/leat topic create").contains("| bin/leat produce orders");
        assertThat(err.toString()).contains("bin/leat start").contains("bin/leat topic create --help");
        assertThat(out.toString() + err).doesNotContainPattern("(?<!bin/|/var/lib/)leat [a-zC]");
    }

    @Test
    void shouldSayThatThereIsNoSuchCommand() {
        assertThat(run("topci")).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: there is no command 'topci'\n");
    }

    @Test
    void shouldShowItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("leat ");
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
