package dev.leat.client.config;

import dev.leat.base.Nearest;
import dev.leat.client.error.MisuseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the values that a user gave, and remembers which settings were asked for: what is left in the end is no
 * setting of this client. The configurations of producers and consumers read their own settings and hand the reader on
 * to {@link ClientConfig#read}, so that one pass knows them all. Not thread-safe.
 */
public final class ConfigReader {
    private final Map<String, Object> given = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    /** @param given a map or Properties: values are text, or objects of the setting's type */
    public ConfigReader(Map<?, ?> given) {
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            if (entry.getValue() != null) {
                this.given.put(String.valueOf(entry.getKey()), entry.getValue());
            }
        }
    }

    /** The value given, or else the default; throws {@link MisuseException} if there is neither, or it is wrong. */
    public <T> T get(Setting<T> setting) {
        T value = find(setting);
        if (value == null) {
            throw new MisuseException(setting.name() + " is not set", "set " + setting.name() + ": " + setting.doc());
        }
        return value;
    }

    /** As {@link #get}, but null if there is no value. */
    public <T> @Nullable T find(Setting<T> setting) {
        known.add(setting.name());
        Object value = given.getOrDefault(setting.name(), setting.fallback());
        return value == null ? null : setting.parse(value);
    }

    /** Whether the user gave a value of their own. */
    public boolean isGiven(Setting<?> setting) {
        return given.containsKey(setting.name());
    }

    /** Everything that the user gave, as serializers and other plug-ins of the user are configured with it. */
    public Map<String, Object> given() {
        return Map.copyOf(given);
    }

    /** One sentence for each name that nobody asked for. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                Optional<String> near = Nearest.to(name, known);
                warnings.add(name + " is no setting of this client and has no effect"
                        + (near.isPresent() ? "; did you mean " + near.get() + "?" : ""));
            }
        }
        return warnings;
    }

    /** Logs the warnings; call once, when everything is read. */
    public void logWarnings() {
        List<String> warnings = warnings();
        if (!warnings.isEmpty()) { // whoever has none does not wait here until logging is set up
            Logger log = LoggerFactory.getLogger(ConfigReader.class);
            warnings.forEach(log::warn);
        }
    }
}
