package dev.leat.client.config;

import dev.leat.client.error.MisuseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, what values look like, what holds if nobody sets it.
 *
 * @param name Kafka's name where Kafka has the setting
 * @param fallback the default in the form of a value that a user would write; null if there is none
 * @param parser makes the value out of what the user wrote: text, or an object of the type; throws
 *     {@link IllegalArgumentException} with what the value must be
 * @param doc one sentence with the unit
 */
public record Setting<T>(String name, @Nullable Object fallback, Function<Object, T> parser, String doc) {
    /** Text as it is, without blanks around it. */
    public static Setting<String> text(String name, @Nullable String fallback, String doc) {
        return new Setting<>(name, fallback, value -> value.toString().trim(), doc);
    }

    /** A whole number from {@code lowest} to {@code highest}, both inclusive. */
    public static Setting<Integer> integer(String name, int fallback, int lowest, int highest, String doc) {
        return new Setting<>(name, fallback, value -> (int) number(value, lowest, highest), doc);
    }

    /** As {@link #integer}, up to 2^63-1. */
    public static Setting<Long> longer(String name, long fallback, long lowest, String doc) {
        return new Setting<>(name, fallback, value -> number(value, lowest, Long.MAX_VALUE), doc);
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name, boolean fallback, String doc) {
        return new Setting<>(name, fallback, Setting::truth, doc);
    }

    /** Several texts separated by commas, or a collection. */
    public static Setting<List<String>> list(String name, @Nullable String fallback, String doc) {
        return new Setting<>(name, fallback, Setting::parts, doc);
    }

    /**
     * A constant of {@code type} by its name in any case, with {@code -} or {@code .} for {@code _}.
     *
     * @param fallback a constant as users write it
     * @param doc names every constant as users write it
     */
    public static <E extends Enum<E>> Setting<E> choice(
            String name, @Nullable String fallback, Class<E> type, String doc) {
        return new Setting<>(name, fallback, value -> constant(value, type), doc);
    }

    /**
     * Reads a value.
     *
     * @throws MisuseException naming this setting, if it is not one
     */
    public T parse(Object value) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException wrong) {
            throw new MisuseException(name + " must be " + wrong.getMessage(), "correct " + name + ": " + doc);
        }
    }

    private static long number(Object value, long lowest, long highest) {
        long number = wholeNumber(value);
        if (number < lowest || number > highest) {
            String range = highest == Long.MAX_VALUE ? "at least " + lowest : "from " + lowest + " to " + highest;
            throw new IllegalArgumentException(range + ", but is " + number);
        }
        return number;
    }

    private static long wholeNumber(Object value) {
        try {
            return Long.parseLong(value.toString().trim());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("a whole number, but is '" + value + "'");
        }
    }

    private static boolean truth(Object value) {
        return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false, but is '" + value + "'");
        };
    }

    private static List<String> parts(Object value) {
        Iterable<?> raw = value instanceof Iterable<?> several
                ? several
                : List.of(value.toString().split(","));
        List<String> parts = new ArrayList<>();
        for (Object part : raw) {
            String trimmed = part.toString().trim();
            if (!trimmed.isEmpty()) {
                parts.add(trimmed);
            }
        }
        return List.copyOf(parts);
    }

    private static <E extends Enum<E>> E constant(Object value, Class<E> type) {
        String wanted = canonical(value.toString());
        for (E constant : type.getEnumConstants()) {
            if (canonical(constant.toString()).equals(wanted)) {
                return constant;
            }
        }
        String allowed = Arrays.stream(type.getEnumConstants()).map(E::toString).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("one of " + allowed + ", but is '" + value + "'");
    }

    private static String canonical(String text) {
        return text.trim().replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
