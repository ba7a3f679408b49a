package dev.leat.test;

import dev.leat.base.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What kind of broker a test wants. Immutable; every method gives changed options.
 *
 * @param settings broker settings by Kafka's names; what is not named has the value that {@link TestBroker} tells
 * @param port to listen on, 0 for a free one
 * @param publishAs system properties that hold {@code host:port} while the broker lives
 */
public record BrokerOptions(
        Map<String, String> settings, Storage storage, Coordination coordination, int port, List<String> publishAs) {
    private static final BrokerOptions DEFAULTS =
            new BrokerOptions(Map.of(), Storage.MEMORY, Coordination.MEMORY, 0, List.of());

    public BrokerOptions {
        Check.that(port >= 0 && port <= 65_535, "a port lies between 0 and 65535");
        settings = Map.copyOf(settings);
        publishAs = List.copyOf(publishAs);
    }

    /** Everything in memory, on a free port. */
    public static BrokerOptions defaults() {
        return DEFAULTS;
    }

    /** Gives a broker setting a value. */
    public BrokerOptions with(String setting, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(setting, value);
        return new BrokerOptions(more, storage, coordination, port, publishAs);
    }

    /** As {@link #with(String, String)}, for lines of the form {@code name=value}. */
    BrokerOptions withLines(List<String> lines) {
        BrokerOptions changed = this;
        for (String line : lines) {
            int equals = line.indexOf('=');
            Check.that(equals > 0, "a setting has the form name=value, but here is: " + line);
            changed = changed.with(line.substring(0, equals).strip(), line.substring(equals + 1));
        }
        return changed;
    }

    public BrokerOptions on(Storage other) {
        return new BrokerOptions(settings, other, coordination, port, publishAs);
    }

    public BrokerOptions coordinatedBy(Coordination other) {
        return new BrokerOptions(settings, storage, other, port, publishAs);
    }

    public BrokerOptions onPort(int other) {
        return new BrokerOptions(settings, storage, coordination, other, publishAs);
    }

    /** Puts {@code host:port} into one more system property while the broker lives. */
    public BrokerOptions publishedAs(String systemProperty) {
        List<String> more = new ArrayList<>(publishAs);
        more.add(systemProperty);
        return new BrokerOptions(settings, storage, coordination, port, more);
    }
}
