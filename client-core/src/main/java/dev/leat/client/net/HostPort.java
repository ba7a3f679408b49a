package dev.leat.client.net;

import dev.leat.base.Check;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker listens.
 *
 * @param host name or address; an IPv6 address without its brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    /** Kafka's port. */
    public static final int DEFAULT_PORT = 9092;
    /** A broker on this machine. */
    public static final String DEFAULT_ADDRESS = "127.0.0.1:9092";

    public HostPort {
        Check.that(!host.isBlank(), "the host of a broker address must not be empty");
        Check.that(port > 0 && port <= 0xFFFF, "the port must be from 1 to 65535, but is " + port);
    }

    /**
     * Reads {@code host:port} or {@code [ipv6]:port}; without a port it is {@link #DEFAULT_PORT}.
     *
     * @throws IllegalArgumentException if it is neither, such as an URL; the message is a sentence
     */
    public static HostPort parse(String text) {
        String trimmed = text.trim();
        Check.that(
                trimmed.indexOf('/') < 0, "'" + trimmed + "' is no broker address: write host:port without a protocol");
        int bracket = trimmed.lastIndexOf(']');
        int colon = trimmed.lastIndexOf(':');
        boolean bareIpv6 = bracket < 0 && colon != trimmed.indexOf(':');
        if (colon <= bracket || bareIpv6) {
            return new HostPort(withoutBrackets(trimmed), DEFAULT_PORT);
        }
        return new HostPort(withoutBrackets(trimmed.substring(0, colon)), portOf(trimmed.substring(colon + 1), text));
    }

    /** Reads a comma-separated list, as {@code bootstrap.servers} has it; never empty. */
    public static List<HostPort> parseList(String text) {
        List<HostPort> brokers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                brokers.add(parse(part));
            }
        }
        Check.that(!brokers.isEmpty(), "at least one broker address is needed, such as 127.0.0.1:9092");
        return List.copyOf(brokers);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int portOf(String digits, String whole) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + whole + "' is no broker address: the port is not a number");
        }
    }

    /* By hand: what a record gets by itself is put together when it is first asked for, and that is at a client's start. */

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostPort that && port == that.port && host.equals(that.host);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
