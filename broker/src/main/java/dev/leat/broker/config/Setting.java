package dev.leat.broker.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, what values it takes, what it means. Immutable; the {@code with}-like methods give copies.
 *
 * @param name         Kafka's name where Kafka has one, otherwise starting with {@code leat.}
 * @param type         how texts are read
 * @param defaultValue the value when none is given; null if then other settings or the situation decide
 * @param range        which values are taken
 * @param unit         what a number counts
 * @param scope        how it may be changed
 * @param sensitive    true if the value must not be shown
 * @param since        the first version of Leat that has it
 * @param doc          what it does, in one or a few sentences
 * @param synonyms     broker settings that give this one its value when it has none of its own, first one first
 * @param <T>          the Java type of the values
 */
public record Setting<T>(
        String name,
        SettingType<T> type,
        @Nullable T defaultValue,
        Range<T> range,
        Unit unit,
        Scope scope,
        boolean sensitive,
        String since,
        String doc,
        List<Synonym> synonyms) {

    /**
     * Another setting that stands in for one, and how to turn its value.
     *
     * @param setting      the other setting
     * @param multiplyWith how many units of the asking setting one unit of the other is; 1 if they agree
     */
    public record Synonym(Setting<?> setting, long multiplyWith) {}

    private static final String FIRST_VERSION = "0.1";

    /** A setting of any type; its range, unit, scope and text follow by the methods below. */
    public static <T> Setting<T> of(String name, SettingType<T> type, @Nullable T defaultValue) {
        return new Setting<>(
                name, type, defaultValue, Range.any(), Unit.NONE, Scope.READ_ONLY, false, FIRST_VERSION, "", List.of());
    }

    public Setting<T> in(Range<T> newRange) {
        return new Setting<>(name, type, defaultValue, newRange, unit, scope, sensitive, since, doc, synonyms);
    }

    public Setting<T> unit(Unit newUnit) {
        return new Setting<>(name, type, defaultValue, range, newUnit, scope, sensitive, since, doc, synonyms);
    }

    public Setting<T> scope(Scope newScope) {
        return new Setting<>(name, type, defaultValue, range, unit, newScope, sensitive, since, doc, synonyms);
    }

    /** Says what the setting does. */
    public Setting<T> doc(String newDoc) {
        return new Setting<>(name, type, defaultValue, range, unit, scope, sensitive, since, newDoc, synonyms);
    }

    /** Adds {@code other} as the next place to look for a value when this setting has none of its own. */
    public Setting<T> or(Setting<?> other, long multiplyWith) {
        List<Synonym> more = new ArrayList<>(synonyms);
        more.add(new Synonym(other, multiplyWith));
        return new Setting<>(name, type, defaultValue, range, unit, scope, sensitive, since, doc, List.copyOf(more));
    }

    /** As {@link #or(Setting, long)} for settings of the same unit. */
    public Setting<T> or(Setting<T> other) {
        return or(other, 1);
    }

    /**
     * Reads and checks a value.
     *
     * @throws ConfigException if {@code text} is no value of the type or lies outside the range
     */
    public T parse(String text) {
        T value;
        try {
            value = type.parse(text);
        } catch (IllegalArgumentException notOfType) {
            throw new ConfigException(refusal(text) + "not of type " + type.text());
        }
        if (!range.accepts().test(value)) {
            throw new ConfigException(refusal(text) + "must be " + range.text());
        }
        return value;
    }

    /** What is wrong with {@code text} as a value of this setting, as a sentence; empty if nothing is. */
    Optional<String> problemWith(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (ConfigException refused) {
            return Optional.of(refused.problems().get(0));
        }
    }

    /** The default as text, null if there is none. */
    public @Nullable String defaultText() {
        return defaultValue == null ? null : type.format(defaultValue);
    }

    private String refusal(String text) {
        return "Invalid value " + (sensitive ? "(hidden)" : "'" + text + "'") + " for " + name + ": ";
    }

    @Override
    public String toString() {
        return name;
    }
}
