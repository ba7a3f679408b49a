package dev.leat.cli.output;

/** Colour where a terminal shows it, plain text elsewhere; never the only carrier of a meaning. */
public final class Style {
    private static final String RESET = "\u001B[0m";

    private final boolean colour;

    public Style(boolean colour) {
        this.colour = colour;
    }

    public String bad(String text) {
        return wrap("\u001B[1;31m", text);
    }

    public String strong(String text) {
        return wrap("\u001B[1m", text);
    }

    public String dim(String text) {
        return wrap("\u001B[2m", text);
    }

    private String wrap(String code, String text) {
        return colour ? code + text + RESET : text;
    }
}
