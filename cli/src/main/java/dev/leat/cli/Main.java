package dev.leat.cli;

import ch.qos.logback.classic.Level;
import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import dev.leat.cli.output.FailureScreen;
import dev.leat.cli.output.OutputFormat;
import dev.leat.cli.output.Style;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.Hints;
import dev.leat.cli.verb.NextStep;
import dev.leat.client.error.ClientException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Where the process begins. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        LogSetup.choose(args.length > 0 && args[0].equals("start") ? Level.INFO : Level.WARN);
        System.exit(run(out, err, args));
    }

    /** Runs one command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        LeatCommand root = new LeatCommand();
        return new CommandLine(root)
                .setCommandName(CommandName.typed())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((wrong, given) -> wrongUsage(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command, parsed, root))
                .execute(args);
    }

    private static int wrongUsage(ParameterException wrong) {
        PrintWriter err = wrong.getCommandLine().getErr();
        FailureScreen.show(UsageFailure.of(wrong), OutputFormat.TABLE, style(), err);
        return USAGE;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed, LeatCommand root) {
        String verb = command.getCommandSpec().qualifiedName();
        Hints hints = command.getCommand() instanceof ClusterVerb on ? on.hints() : Hints.NONE;
        CliFailure screen = CliFailure.of(failure, NextStep.after(failure, verb, hints));
        FailureScreen.show(screen, formatOf(parsed), style(), command.getErr());
        if (root.isVerbose() || isBug(failure)) {
            failure.printStackTrace(command.getErr());
        }
        return FAILED;
    }

    /** A failure that nobody foresaw: without its trace there is nothing to go by. */
    private static boolean isBug(Exception failure) {
        return failure instanceof RuntimeException
                && !(failure instanceof ClientException)
                && !(failure instanceof CliFailure);
    }

    private static OutputFormat formatOf(ParseResult parsed) {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost.matchedOptionValue("--output", OutputFormat.TABLE);
    }

    private static Style style() {
        return new Style(Ansi.AUTO.enabled()); // off when NO_COLOR is set, or when not on a terminal
    }
}
