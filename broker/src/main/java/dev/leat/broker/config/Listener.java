package dev.leat.broker.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on, or to be told to clients.
 *
 * @param name name of the listener; the only one so far is {@code PLAINTEXT}
 * @param host name or address, without the brackets of IPv6; empty for every interface
 * @param port 0 for a free one, up to 65535
 */
public record Listener(String name, String host, int port) {
    /** The listener without encryption and login. */
    public static final String PLAINTEXT = "PLAINTEXT";

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_]+)://(?:\\[([^\\]]*)\\]|([^:\\[\\]/]*)):(\\d{1,5})");

    /** True if this address stands for every interface. */
    public boolean isWildcard() {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    /** Reads the value of {@code setting}; {@link ConfigException} says what is wrong with it. */
    static List<Listener> parseAll(List<String> texts, Setting<?> setting) {
        Set<String> names = new HashSet<>();
        List<Listener> listeners =
                texts.stream().map(text -> parse(text, setting)).toList();
        for (Listener listener : listeners) {
            if (!names.add(listener.name())) {
                throw new ConfigException(setting + " names the listener " + listener.name() + " twice");
            }
        }
        return listeners;
    }

    private static Listener parse(String text, Setting<?> setting) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigException(
                    "Invalid value '" + text + "' for " + setting + ": must be PLAINTEXT://host:port");
        }
        if (!matcher.group(1).equals(PLAINTEXT)) {
            throw new ConfigException("Invalid value '" + text + "' for " + setting
                    + ": PLAINTEXT is the only listener that Leat has yet");
        }
        int port = Integer.parseInt(matcher.group(4));
        if (port > 65_535) {
            throw new ConfigException("Invalid value '" + text + "' for " + setting + ": ports end at 65535");
        }
        String host = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        return new Listener(matcher.group(1), host, port);
    }

    @Override
    public String toString() {
        return name + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
