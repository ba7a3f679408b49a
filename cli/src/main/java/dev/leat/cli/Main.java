package dev.leat.cli;

import ch.qos.logback.classic.Level;
import dev.leat.cli.output.CommandName;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the process begins. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {
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
        return Commands.run(root, CommandName.typed(), out, err, args);
    }
}
