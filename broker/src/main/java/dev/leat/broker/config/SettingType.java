package dev.leat.broker.config;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the text of a setting becomes a value. Texts are trimmed first; booleans ignore case, as Kafka's do.
 *
 * @param <T> the Java type of the values
 */
public final class SettingType<T> {
    public static final SettingType<Boolean> BOOLEAN = new SettingType<>("boolean", 1, SettingType::parseBoolean);
    public static final SettingType<String> STRING = new SettingType<>("string", 2, text -> text);
    public static final SettingType<Integer> INT = new SettingType<>("int", 3, Integer::valueOf);
    public static final SettingType<Short> SHORT = new SettingType<>("short", 4, Short::valueOf);
    public static final SettingType<Long> LONG = new SettingType<>("long", 5, Long::valueOf);
    public static final SettingType<Double> DOUBLE = new SettingType<>("double", 6, Double::valueOf);
    public static final SettingType<List<String>> LIST = new SettingType<>("list", 7, SettingType::parseList);

    private final String text;
    private final byte wireId;
    private final Function<String, T> parser;

    private SettingType(String text, int wireId, Function<String, T> parser) {
        this.text = text;
        this.wireId = (byte) wireId;
        this.parser = parser;
    }

    /** The type's number in DescribeConfigs responses (KIP-569). */
    public byte wireId() {
        return wireId;
    }

    /** Name of the type for people, such as {@code long}. */
    public String text() {
        return text;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if {@code raw} is no value of this type
     */
    public T parse(String raw) {
        return parser.apply(raw.strip());
    }

    /** The text that {@link #parse} reads back as {@code value}. */
    public String format(T value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(Object::toString).toList())
                : Objects.toString(value);
    }

    private static Boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static List<String> parseList(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(String::strip).distinct().toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
