package dev.leat.broker.config;

/**
 * A text somebody gave for a setting.
 *
 * @param text   the value as given, not yet read
 * @param source the layer it belongs to
 * @param where  the exact place, for people: {@code --set}, {@code environment LEAT_LOG_DIRS}, a file name
 */
public record ConfigValue(String text, ConfigSource source, String where) {}
