package dev.leat.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs commands inside this JVM as if they were typed; one at a time. */
final class Cli {
    private final String bootstrap;

    Cli(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** What a command left behind. */
    record Result(int exitCode, byte[] bytes, String err) {
        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        List<String> lines() {
            return out().lines().toList();
        }

        /** The result of a command that must succeed. */
        Result ok() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + err);
            }
            return this;
        }
    }

    Result run(String... args) {
        return runWith(new byte[0], args);
    }

    Result runWith(String input, String... args) {
        return runWith(input.getBytes(StandardCharsets.UTF_8), args);
    }

    Result runWith(byte[] input, String... args) {
        return runWith(new ByteArrayInputStream(input), new ByteArrayOutputStream(), new StringWriter(), args);
    }

    /** The same with {@code written} and {@code err}, which can be read while the command runs. */
    Result runWith(InputStream input, ByteArrayOutputStream written, StringWriter err, String... args) {
        InputStream in = System.in;
        PrintStream out = System.out;
        try {
            System.setIn(input);
            System.setOut(new PrintStream(written, false, StandardCharsets.UTF_8));
            PrintWriter toOut = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            int exitCode = Main.run(toOut, new PrintWriter(err, true), withBootstrap(args));
            toOut.flush();
            return new Result(exitCode, written.toByteArray(), err.toString());
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
    }

    private String[] withBootstrap(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("-b");
        all.add(bootstrap);
        return all.toArray(String[]::new);
    }
}
