package dev.leat.broker.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts given for broker settings, layer over layer, and the rule by which one of them counts: own value first
 * (dynamic before static), then the synonyms' in their order, then the defaults in the same order.
 *
 * @param dynamicBroker  values set while running for this broker
 * @param dynamicDefault values set while running for all brokers
 * @param fixed          values given at start
 */
record Layers(
        Map<String, ConfigValue> dynamicBroker,
        Map<String, ConfigValue> dynamicDefault,
        Map<String, ConfigValue> fixed) {

    /** A text that counts for a setting, under the name it was given by. */
    record Candidate(String name, String text, ConfigSource source, String where) {}

    Layers {
        dynamicBroker = Map.copyOf(dynamicBroker);
        dynamicDefault = Map.copyOf(dynamicDefault);
        fixed = Map.copyOf(fixed);
    }

    /**
     * Every text that could give {@code setting} its value, the one that counts first; in the asking setting's unit.
     * Empty if there is not even a default.
     */
    List<Candidate> candidates(Setting<?> setting) {
        List<Candidate> found = new ArrayList<>();
        addGiven(setting, 1, found);
        addDefaults(setting, 1, found);
        return found;
    }

    private void addGiven(Setting<?> setting, long multiplyWith, List<Candidate> found) {
        if (setting.scope() != Scope.TOPIC) { // a topic's setting may bear the name of a broker's
            addIfGiven(setting, dynamicBroker, multiplyWith, found);
            addIfGiven(setting, dynamicDefault, multiplyWith, found);
            addIfGiven(setting, fixed, multiplyWith, found);
        }
        for (Setting.Synonym synonym : setting.synonyms()) {
            addGiven(synonym.setting(), multiplyWith * synonym.multiplyWith(), found);
        }
    }

    private static void addIfGiven(
            Setting<?> setting, Map<String, ConfigValue> layer, long multiplyWith, List<Candidate> found) {
        ConfigValue value = layer.get(setting.name());
        if (value != null) {
            String text = inAskersUnit(value.text(), multiplyWith);
            found.add(new Candidate(setting.name(), text, value.source(), value.where()));
        }
    }

    private static void addDefaults(Setting<?> setting, long multiplyWith, List<Candidate> found) {
        @Nullable String text = setting.defaultText();
        if (text != null) {
            found.add(new Candidate(setting.name(), inAskersUnit(text, multiplyWith), ConfigSource.DEFAULT, "default"));
        }
        for (Setting.Synonym synonym : setting.synonyms()) {
            addDefaults(synonym.setting(), multiplyWith * synonym.multiplyWith(), found);
        }
    }

    private static String inAskersUnit(String text, long multiplyWith) {
        if (multiplyWith == 1) {
            return text;
        }
        long number = Long.parseLong(text.strip());
        return Long.toString(number < 0 ? -1 : Math.multiplyExact(number, multiplyWith)); // an int's worth: fits
    }
}
