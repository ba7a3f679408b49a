package dev.leat.broker.config;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which values a setting takes.
 *
 * @param text    the rule for people, to be read after "must be"; empty if every value of the type is fine
 * @param accepts true for a value inside the range
 * @param <T>     the Java type of the values
 */
public record Range<T>(String text, Predicate<T> accepts) {

    /** Every value of the type. */
    public static <T> Range<T> any() {
        return new Range<>("", value -> true);
    }

    /** Numbers from {@code minimum} on, inclusive. */
    public static <T extends Number> Range<T> atLeast(long minimum) {
        return new Range<>("at least " + minimum, value -> value.longValue() >= minimum);
    }

    /** Numbers from {@code minimum} to {@code maximum}, both inclusive. */
    public static <T extends Number> Range<T> between(double minimum, double maximum) {
        return new Range<>(
                "from " + plain(minimum) + " to " + plain(maximum),
                value -> value.doubleValue() >= minimum && value.doubleValue() <= maximum);
    }

    /** Numbers from {@code minimum} on, or the one number {@code special}, whose meaning the setting's text tells. */
    public static <T extends Number> Range<T> atLeastOr(long minimum, long special) {
        return new Range<>(
                special + ", or at least " + minimum,
                value -> value.longValue() == special || value.longValue() >= minimum);
    }

    /** One of {@code words}, case counts. */
    public static Range<String> oneOf(String... words) {
        Set<String> known = Set.of(words);
        return new Range<>("one of " + String.join(", ", words), known::contains);
    }

    /** A list of some, none or all of {@code words}. */
    public static Range<List<String>> someOf(String... words) {
        Set<String> known = Set.of(words);
        return new Range<>("a list of " + String.join(", ", words), known::containsAll);
    }

    /** A list with at least one entry and no empty one. */
    public static Range<List<String>> filledList() {
        return new Range<>(
                "a list without empty entries",
                list -> !list.isEmpty() && list.stream().noneMatch(String::isEmpty));
    }

    /** Exactly {@code value}: the setting exists to be read, or for the day when Leat can do more. */
    public static <T> Range<T> only(T value) {
        return new Range<>(value + " (Leat has nothing else)", value::equals);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
