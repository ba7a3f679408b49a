package dev.leat.perf;

import dev.leat.cli.output.CommandName;
import dev.leat.cli.verb.OutputOptions;
import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.result.Places;
import dev.leat.perf.result.ResultJson;
import dev.leat.perf.result.ResultTable;
import dev.leat.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What a result says of its circumstances, and where it is left. */
final class ResultOptions {
    @Option(
            names = "--condition",
            paramLabel = "NAME=TEXT",
            description = "What the result shall say of the circumstances, such as heap=1g; may be repeated.")
    private Map<String, String> conditions = new LinkedHashMap<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there as JSON, too.")
    private @Nullable Path json;

    /** @param verb whose command line the result shall repeat */
    void applyTo(SettingsBuilder settings, CommandSpec verb) {
        List<String> args = verb.commandLine().getParent().getParseResult().originalArgs();
        if (json != null) {
            Places.checkFile(json);
        }
        settings.condition("command", CommandName.with("perf " + String.join(" ", args)));
        conditions.forEach(settings::condition);
    }

    /** Prints the result in the form asked for, and writes it where it was asked for. */
    void show(RunResult result, OutputOptions output) throws IOException {
        output.print(output.isJson() ? ResultJson.write(result) : ResultTable.of(result));
        if (json != null) {
            Files.writeString(json, ResultJson.write(result));
        }
    }
}
