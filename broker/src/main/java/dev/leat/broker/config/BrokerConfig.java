package dev.leat.broker.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one broker, checked as a whole when built: what is in here can be used. Immutable; a dynamic change
 * gives a new one. The records by subsystem are what other packages read.
 */
public final class BrokerConfig {
    private final Layers layers;
    private final Machine machine;
    private final List<String> warnings;
    private final ClusterConfig cluster;
    private final NetworkConfig network;
    private final LimitsConfig limits;
    private final StorageConfig storage;
    private final GroupConfig groups;
    private final TopicConfig topicDefaults;

    private BrokerConfig(Layers layers, Machine machine, List<String> warnings) {
        this.layers = layers;
        this.machine = machine;
        this.warnings = List.copyOf(warnings);
        this.cluster = ClusterConfig.from(this);
        this.network = NetworkConfig.from(this, machine);
        this.limits = LimitsConfig.from(this, machine);
        this.storage = StorageConfig.from(this);
        this.groups = GroupConfig.from(this);
        this.topicDefaults = TopicConfig.resolve(Map.of(), this);
    }

    /**
     * Checks everything given at start.
     *
     * @throws ConfigException with every unknown name, value out of range and contradiction there is
     */
    public static BrokerConfig load(ConfigSources sources, Machine machine) {
        List<String> problems = new ArrayList<>(sources.problems());
        new TreeMap<>(sources.values()).forEach((name, value) -> check(name, value, problems));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new BrokerConfig(new Layers(Map.of(), Map.of(), sources.values()), machine, sources.warnings());
    }

    /** A configuration of the given values and otherwise defaults, for tests and embedding. */
    public static BrokerConfig of(Map<String, String> values) {
        ConfigSources sources = new ConfigSources();
        values.forEach((name, text) -> sources.value(name, text, "the embedding program"));
        return load(sources, Machine.current());
    }

    /**
     * The same configuration under other dynamic values, each a map from name to text as stored in the cluster. Values
     * that this version of Leat does not know or cannot take (an older or newer broker stored them) have no effect and
     * are told by {@link #warnings()}.
     *
     * @param forAllBrokers what is set for the whole cluster
     * @param forThisBroker what is set for this broker, wins over the former
     */
    public BrokerConfig withDynamic(Map<String, String> forAllBrokers, Map<String, String> forThisBroker) {
        List<String> oddities = new ArrayList<>(warnings);
        Layers changed = new Layers(
                usable(forThisBroker, ConfigSource.DYNAMIC_BROKER, oddities),
                usable(forAllBrokers, ConfigSource.DYNAMIC_DEFAULT_BROKER, oddities),
                layers.fixed());
        return new BrokerConfig(changed, machine, oddities);
    }

    /** The value of a setting that always has one. */
    public <T> T get(Setting<T> setting) {
        T value = find(setting);
        if (value == null) {
            throw new NoSuchElementException(setting.name());
        }
        return value;
    }

    /** The value of {@code setting}, null if it has none. */
    public <T> @Nullable T find(Setting<T> setting) {
        List<Layers.Candidate> candidates = layers.candidates(setting);
        return candidates.isEmpty() ? null : setting.parse(candidates.get(0).text());
    }

    /** Where the value of {@code setting} comes from, for people: {@code --set}, a file's name, {@code default}. */
    public String origin(Setting<?> setting) {
        List<Layers.Candidate> candidates = layers.candidates(setting);
        return candidates.isEmpty() ? "default" : candidates.get(0).where();
    }

    /** What is odd about the configuration, to be logged once at start or at the change. */
    public List<String> warnings() {
        return warnings;
    }

    public ClusterConfig cluster() {
        return cluster;
    }

    public NetworkConfig network() {
        return network;
    }

    public LimitsConfig limits() {
        return limits;
    }

    public StorageConfig storage() {
        return storage;
    }

    public GroupConfig groups() {
        return groups;
    }

    /** What a topic without settings of its own has. */
    public TopicConfig topicDefaults() {
        return topicDefaults;
    }

    Layers layers() {
        return layers;
    }

    private static void check(String name, ConfigValue value, List<String> problems) {
        Settings.findBroker(name)
                .map(setting -> setting.problemWith(value.text()))
                .orElseGet(() -> Optional.of(UnknownNames.explainBroker(name)))
                .ifPresent(problem -> problems.add(problem + " (" + value.where() + ")"));
    }

    private static Map<String, ConfigValue> usable(
            Map<String, String> texts, ConfigSource source, List<String> oddities) {
        Map<String, ConfigValue> usable = new HashMap<>();
        texts.forEach((name, text) -> {
            ConfigValue value = new ConfigValue(text, source, "cluster configuration");
            List<String> problems = new ArrayList<>();
            check(name, value, problems);
            if (problems.isEmpty() && isReadOnly(name)) {
                problems.add(name + " can only be changed by a restart; the cluster configuration has no say in it");
            }
            if (problems.isEmpty()) {
                usable.put(name, value);
            }
            oddities.addAll(problems);
        });
        return usable;
    }

    private static boolean isReadOnly(String name) {
        return Settings.findBroker(name)
                .filter(setting -> setting.scope() == Scope.READ_ONLY)
                .isPresent();
    }
}
