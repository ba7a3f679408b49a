package dev.leat.cli.verb;

import dev.leat.cli.output.Json;
import dev.leat.cli.output.Listing;
import dev.leat.cli.output.OutputFormat;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How results are shown. */
public final class OutputOptions {
    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people, json for programs. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format = OutputFormat.TABLE;

    public OutputFormat format() {
        return format;
    }

    public boolean isJson() {
        return format == OutputFormat.JSON;
    }

    /** Prints {@code rows} in the form asked for. */
    public <T> void print(Listing<T> listing, Collection<T> rows) {
        print(listing.show(rows, format));
    }

    /** Prints {@code fields} as JSON, or else {@code sentence} for people. */
    public void print(Map<String, ? extends @Nullable Object> fields, String sentence) {
        print(isJson() ? Json.line(fields) : sentence + "\n");
    }

    /** Prints {@code text} as it is. */
    public void print(String text) {
        command.commandLine().getOut().print(text);
        command.commandLine().getOut().flush();
    }
}
