package dev.leat.broker.config;

import dev.leat.base.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Collects what is given at start. What is added first wins over what is added later, so add arguments, then the
 * environment, then the file; a name given twice is kept as a warning. Not thread-safe.
 */
public final class ConfigSources {
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** Adds {@code name=value} arguments; of two for the same name the last one counts, as on most command lines. */
    public ConfigSources arguments(List<String> settings) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                problems.add("--set " + setting + " is not of the form name=value");
                continue;
            }
            String name = setting.substring(0, equals).strip();
            if (given.put(name, setting.substring(equals + 1)) != null) {
                warnings.add(name + " is given twice by --set; the last one counts");
            }
        }
        given.forEach((name, text) -> add(name, text, "--set"));
        return this;
    }

    /** Adds one value, such as an option of the command line that stands for a setting; {@code where} names it. */
    public ConfigSources value(String name, String text, String where) {
        add(name, text, where);
        return this;
    }

    /**
     * Adds variables whose names begin with LEAT_ or KAFKA_ ({@link EnvironmentNames}). The former win over the latter.
     * Of the latter only those are refused that mean a setting or come near one: the prefix is also used by others.
     */
    public ConfigSources environment(Map<String, String> environment) {
        Map<String, String> sorted = new TreeMap<>(environment); // a fixed order, for warnings and problems
        for (String prefix : List.of(EnvironmentNames.LEAT, EnvironmentNames.KAFKA)) {
            sorted.forEach((variable, text) -> {
                if (variable.startsWith(prefix) && !EnvironmentNames.isForTheScripts(variable)) {
                    addVariable(prefix, variable, text);
                }
            });
        }
        return this;
    }

    private void addVariable(String prefix, String variable, String text) {
        String name = EnvironmentNames.settingOf(prefix, variable);
        boolean ours = Settings.findBroker(name).isPresent();
        boolean meantForUs = prefix.equals(EnvironmentNames.LEAT)
                || UnknownNames.isKafkaSetting("broker " + name)
                || Nearest.to(name, Settings.brokerNames()).isPresent();
        if (ours || meantForUs) {
            add(name, text, "environment " + variable);
        } else {
            warnings.add("environment variable " + variable + " is no setting of Leat and has no effect");
        }
    }

    /**
     * Adds a properties file.
     *
     * @throws ConfigException if it cannot be read
     */
    public ConfigSources file(Path path) {
        try {
            return properties(Files.readString(path), path.toString());
        } catch (IOException unreadable) {
            throw new ConfigException("cannot read the settings file " + path + ": " + unreadable);
        }
    }

    /** Adds the text of a properties file; {@code where} is what people know it by. */
    public ConfigSources properties(String text, String where) {
        Map<String, String> given = new LinkedHashMap<>();
        try (Reader reader = new StringReader(text)) {
            new NoticingProperties(given, where, warnings).load(reader);
        } catch (IOException | IllegalArgumentException malformed) {
            throw new ConfigException("cannot read the settings in " + where + ": " + malformed.getMessage());
        }
        given.forEach((name, value) -> add(name, value, where));
        return this;
    }

    /** What counts, by name, in the order in which it was added. */
    Map<String, ConfigValue> values() {
        return Map.copyOf(values);
    }

    /** What is odd but not wrong. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What could not be taken as a name and a value at all. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void add(String name, String text, String where) {
        ConfigValue counting = values.putIfAbsent(name, new ConfigValue(text, ConfigSource.STATIC_BROKER, where));
        if (counting != null) {
            warnings.add(name + " is given by " + counting.where() + " and by " + where + "; " + counting.where()
                    + " counts");
        }
    }

    /** The JDK's parser of properties, made to notice names that come twice; the last one counts. */
    private static final class NoticingProperties extends Properties {
        private static final long serialVersionUID = 1L;
        private final transient Map<String, String> given;
        private final String where;
        private final transient List<String> warnings;

        NoticingProperties(Map<String, String> given, String where, List<String> warnings) {
            this.given = given;
            this.where = where;
            this.warnings = warnings;
        }

        @Override
        public synchronized Object put(Object name, Object value) {
            if (given.put((String) name, (String) value) != null) {
                warnings.add(name + " is given twice in " + where + "; the last one counts");
            }
            return value;
        }
    }
}
