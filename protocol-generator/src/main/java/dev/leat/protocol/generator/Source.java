package dev.leat.protocol.generator;

import java.util.Locale;

/** The text of a Java file, indented by its braces. */
final class Source {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** Adds a line; one that ends with a brace opens or closes a block. */
    Source line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        if (!line.isEmpty()) {
            text.append("    ".repeat(depth)).append(line);
        }
        text.append('\n');
        if (line.endsWith("{")) {
            depth++;
        }
        return this;
    }

    Source line(String format, Object... arguments) {
        return line(String.format(Locale.ROOT, format, arguments));
    }

    Source blank() {
        return line("");
    }

    /** Adds {@code line} inside a condition, which may be a constant. */
    Source when(String condition, String line) {
        if (condition.equals("true")) {
            return line(line);
        }
        return condition.equals("false")
                ? this
                : line("if (" + condition + ") {").line(line).line("}");
    }

    static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
