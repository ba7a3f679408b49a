package dev.leat.cli;

import static dev.leat.cli.output.CommandName.LEAT;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
        name = "completion",
        header = "Print a completion script for a shell.",
        footer = {
            "",
            "Examples:",
            "  source <(" + LEAT + " completion bash)             for this shell",
            "  " + LEAT + " completion zsh > ~/.leat-completion   then source it in ~/.zshrc"
        })
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private Shell shell = Shell.BASH;

    /** Shells that the script serves; zsh reads it through its own bashcompinit, which the script turns on. */
    enum Shell {
        BASH,
        ZSH
    }

    @Override
    public void run() {
        spec.commandLine().getOut().print(AutoComplete.bash("leat", new LeatCommand().tree()));
        spec.commandLine().getOut().flush();
    }
}
