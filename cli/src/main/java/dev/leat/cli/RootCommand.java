package dev.leat.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of a family of commands: shows what there is, and has the options that all of them take. */
public abstract class RootCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show where a failure came from.")
    private boolean verbose;

    /** Classes of what it can do, in the order of the help, each with {@link Command#name}. */
    protected abstract List<Class<?>> verbs();

    /** Picocli's tree of this command and all of its verbs. */
    final CommandLine tree() {
        return treeOf(verbs());
    }

    /**
     * The part of the tree that {@code args} needs: looking at every verb takes longer than many of them run, and a broker
     * starts in half a second.
     */
    final CommandLine treeFor(String... args) {
        return verbs().stream()
                .filter(verb -> args.length > 0
                        && verb.getAnnotation(Command.class).name().equals(args[0]))
                .findFirst()
                .map(verb -> treeOf(List.of(verb)))
                .orElseGet(this::tree);
    }

    private CommandLine treeOf(List<Class<?>> verbs) {
        CommandLine tree = new CommandLine(this);
        verbs.forEach(tree::addSubcommand);
        return tree;
    }

    /** Whether the command line asks for traces of failures. */
    public final boolean isVerbose() {
        return verbose;
    }

    @Override
    public final Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
