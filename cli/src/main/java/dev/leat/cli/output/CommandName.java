package dev.leat.cli.output;

/** How people call this command, so that every hint can be typed as it stands. */
public final class CommandName {
    /** Stands for the name in the texts of picocli's annotations. */
    public static final String LEAT = "${ROOT-COMMAND-NAME}";

    private static final String PROPERTY = "leat.command"; // bin/leat tells how it was called

    private CommandName() {}

    /** What was typed, quoted for a shell, such as {@code bin/leat}; {@code leat} when nothing tells. */
    public static String typed() {
        return System.getProperty(PROPERTY, "leat");
    }

    /** The command line that runs the verb {@code rest}. */
    public static String with(String rest) {
        return typed() + " " + rest;
    }
}
