package dev.leat.broker.config;

import java.util.List;

/** The configuration cannot be used; {@link #problems()} says everything that is wrong with it, one sentence each. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public ConfigException(String problem) {
        this(List.of(problem));
    }

    /** Every problem found, in the order of the settings; never empty. */
    public List<String> problems() {
        return problems;
    }
}
