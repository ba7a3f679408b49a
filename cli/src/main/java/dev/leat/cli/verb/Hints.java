package dev.leat.cli.verb;

import dev.leat.cli.output.CommandName;

/**
 * Commands to try next, as they can be typed.
 *
 * @param options what they need to reach the same cluster, with a space before; empty if they reach it anyway
 */
public record Hints(String options) {
    /** For commands that reach their cluster without being told. */
    public static final Hints NONE = new Hints("");

    /** For the cluster that {@code bootstrap} names, when commands go to {@code usual} unless told otherwise. */
    static Hints to(String bootstrap, String usual) {
        return bootstrap.equals(usual) ? NONE : new Hints(" -b " + bootstrap);
    }

    /** The command line that runs the verb {@code rest} on the same cluster. */
    public String command(String rest) {
        return CommandName.with(rest) + options;
    }
}
