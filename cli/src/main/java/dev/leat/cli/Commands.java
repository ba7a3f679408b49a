package dev.leat.cli;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.FailureScreen;
import dev.leat.cli.output.OutputFormat;
import dev.leat.cli.output.Style;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.Hints;
import dev.leat.cli.verb.NextStep;
import dev.leat.client.error.ClientException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a tree of commands, and shows failures in the way that all of Leat's commands share. */
public final class Commands {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final CommandLine root;
    private final BooleanSupplier verbose;

    private Commands(CommandLine root, BooleanSupplier verbose) {
        this.root = root;
        this.verbose = verbose;
    }

    /**
     * Runs one command and returns its exit code: 0 done, 1 failed, 2 wrong usage.
     *
     * @param name how people call it
     */
    public static int run(RootCommand root, String name, PrintWriter out, PrintWriter err, String... args) {
        return new Commands(root.treeFor(args), root::isVerbose).run(name, out, err, args);
    }

    private int run(String name, PrintWriter out, PrintWriter err, String... args) {
        return root.setCommandName(name)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((wrong, given) -> wrongUsage(wrong))
                .setExecutionExceptionHandler(this::failed)
                .execute(args);
    }

    private static int wrongUsage(ParameterException wrong) {
        PrintWriter err = wrong.getCommandLine().getErr();
        FailureScreen.show(UsageFailure.of(wrong), OutputFormat.TABLE, style(), err);
        return USAGE;
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) {
        String verb = command.getCommandSpec().qualifiedName();
        Hints hints = command.getCommand() instanceof ClusterVerb on ? on.hints() : Hints.NONE;
        CliFailure screen = CliFailure.of(failure, NextStep.after(failure, verb, hints));
        FailureScreen.show(screen, formatOf(parsed), style(), command.getErr());
        if (verbose.getAsBoolean() || isBug(failure)) {
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
