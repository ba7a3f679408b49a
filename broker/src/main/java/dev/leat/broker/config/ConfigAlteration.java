package dev.leat.broker.config;

import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out what AlterConfigs and IncrementalAlterConfigs (KIP-339) leave a resource with. Pure: nothing is stored here,
 * and of one resource's edits all or none are taken.
 */
public final class ConfigAlteration {
    private final AlterTarget target;

    private ConfigAlteration(AlterTarget target) {
        this.target = target;
    }

    /** What a resource is left with: {@link Accepted} or {@link Refused}. */
    public sealed interface Outcome permits Accepted, Refused {}

    /**
     * The edits can be stored.
     *
     * @param settings everything the resource has of its own from now on, name to text
     */
    public record Accepted(Map<String, String> settings) implements Outcome {
        public Accepted {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * The resource stays as it is.
     *
     * @param code    INVALID_CONFIG or INVALID_REQUEST
     * @param message the reason, for the client
     */
    public record Refused(ErrorCode code, String message) implements Outcome {}

    /**
     * One setting of a request.
     *
     * @param name      name of the setting
     * @param operation number of the {@link Operation}, not yet known to exist
     * @param value     operand; must not be null except for DELETE
     */
    public record Edit(
            String name, byte operation, @Nullable String value) {
        /** As an AlterConfigs request says it. */
        public static Edit set(String name, @Nullable String value) {
            return new Edit(name, Operation.SET.wireId(), value);
        }
    }

    /** Kinds of edits. */
    public enum Operation {
        SET(0),
        DELETE(1),
        APPEND(2),
        SUBTRACT(3);

        private final byte wireId;

        Operation(int wireId) {
            this.wireId = (byte) wireId;
        }

        public byte wireId() {
            return wireId;
        }

        static Optional<Operation> of(byte wireId) {
            return Arrays.stream(values())
                    .filter(operation -> operation.wireId == wireId)
                    .findFirst();
        }
    }

    /** Alters a topic on a cluster whose defaults are those of {@code broker}. */
    public static ConfigAlteration ofTopic(BrokerConfig broker) {
        return new ConfigAlteration(new AlterTarget.Topic(broker));
    }

    /** Alters one broker. */
    public static ConfigAlteration ofBroker(BrokerConfig broker) {
        return new ConfigAlteration(new AlterTarget.Broker(broker, false));
    }

    /** Alters what all brokers have. */
    public static ConfigAlteration ofAllBrokers(BrokerConfig broker) {
        return new ConfigAlteration(new AlterTarget.Broker(broker, true));
    }

    /** AlterConfigs: the resource has exactly the settings of {@code edits} afterwards. */
    public Outcome replace(List<Edit> edits) {
        return malformed(edits).orElseGet(() -> {
            Map<String, String> wanted = new HashMap<>();
            for (Edit edit : edits) {
                wanted.put(edit.name(), operand(edit));
            }
            return checked(wanted, wanted);
        });
    }

    /** IncrementalAlterConfigs: {@code current}, what the resource has of its own, changed by {@code edits}. */
    public Outcome edit(Map<String, String> current, List<Edit> edits) {
        Optional<Outcome> malformed = malformed(edits);
        if (malformed.isPresent()) {
            return malformed.get();
        }
        Map<String, String> result = new HashMap<>(current);
        Map<String, String> changed = new HashMap<>();
        for (Edit edit : edits) {
            Operation operation = Operation.of(edit.operation()).orElseThrow(); // by malformed()
            if (operation == Operation.DELETE) {
                result.remove(edit.name()); // also a name we do not know: another version may have stored it
                continue;
            }
            Optional<Outcome> notAList = notAList(edit.name(), operation);
            if (notAList.isPresent()) {
                return notAList.get();
            }
            String text = applied(operation, edit, current);
            result.put(edit.name(), text);
            changed.put(edit.name(), text);
        }
        return checked(changed, result);
    }

    private Outcome checked(Map<String, String> changed, Map<String, String> result) {
        return target.problemWith(changed, result)
                .<Outcome>map(problem -> new Refused(target.problemCode(), problem))
                .orElseGet(() -> new Accepted(result));
    }

    private String applied(Operation operation, Edit edit, Map<String, String> current) {
        if (operation == Operation.SET) {
            return operand(edit);
        }
        Setting<?> setting = target.find(edit.name()).orElseThrow(); // by notAList()
        String own = current.get(edit.name());
        String before = own == null ? target.inherited(setting) : own;
        List<String> entries = new ArrayList<>(SettingType.LIST.parse(before));
        List<String> operands = SettingType.LIST.parse(operand(edit));
        if (operation == Operation.APPEND) {
            operands.stream().filter(entry -> !entries.contains(entry)).forEach(entries::add);
        } else {
            entries.removeAll(operands);
        }
        return SettingType.LIST.format(entries);
    }

    private Optional<Outcome> notAList(String name, Operation operation) {
        if (operation == Operation.SET) {
            return Optional.empty();
        }
        Optional<Setting<?>> setting = target.find(name);
        if (setting.isEmpty()) {
            return target.problemWith(Map.of(name, ""), Map.of())
                    .map(problem -> new Refused(target.problemCode(), problem));
        }
        return setting.get().type().equals(SettingType.LIST)
                ? Optional.empty()
                : Optional.of(new Refused(
                        ErrorCode.INVALID_CONFIG,
                        "Can't " + operation + " to key " + name + " because its type is not LIST."));
    }

    private static Optional<Outcome> malformed(List<Edit> edits) {
        Set<String> names = new HashSet<>();
        for (Edit edit : edits) {
            Optional<Operation> operation = Operation.of(edit.operation());
            if (operation.isEmpty()) {
                return refused("Unknown operation " + edit.operation() + " for " + edit.name());
            }
            if (!names.add(edit.name())) {
                return refused("Error due to duplicate config keys: " + edit.name());
            }
            if (edit.value() == null && operation.get() != Operation.DELETE) {
                return refused("Null value not supported for: " + edit.name());
            }
        }
        return Optional.empty();
    }

    private static Optional<Outcome> refused(String message) {
        return Optional.of(new Refused(ErrorCode.INVALID_REQUEST, message));
    }

    private static String operand(Edit edit) {
        String value = edit.value();
        return value == null ? "" : value; // null is refused by malformed()
    }
}
