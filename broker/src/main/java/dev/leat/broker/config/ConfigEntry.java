package dev.leat.broker.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a DescribeConfigs response (KIP-226, KIP-569).
 *
 * @param name          the setting's name
 * @param value         the text of the value that counts; null if there is none or it must not be shown
 * @param source        the layer the value comes from
 * @param type          how the text is read
 * @param readOnly      true if it cannot be changed while running
 * @param sensitive     true if its value must not be shown
 * @param synonyms      everything that could give the value, the one that counts first
 * @param documentation what the setting does
 */
public record ConfigEntry(
        String name,
        @Nullable String value,
        ConfigSource source,
        SettingType<?> type,
        boolean readOnly,
        boolean sensitive,
        List<Synonym> synonyms,
        String documentation) {

    /**
     * A value that counts, or would if those before it were taken away.
     *
     * @param name   name it was given by
     * @param value  its text, null if it must not be shown
     * @param source the layer it comes from
     */
    public record Synonym(String name, @Nullable String value, ConfigSource source) {}

    public ConfigEntry {
        synonyms = List.copyOf(synonyms);
    }

    /** An entry whose value is the first of {@code candidates}. */
    static ConfigEntry of(Setting<?> setting, List<Layers.Candidate> candidates) {
        List<Synonym> synonyms = candidates.stream()
                .map(found -> new Synonym(found.name(), setting.sensitive() ? null : found.text(), found.source()))
                .toList();
        boolean hasValue = !synonyms.isEmpty();
        return new ConfigEntry(
                setting.name(),
                hasValue ? synonyms.get(0).value() : null,
                hasValue ? synonyms.get(0).source() : ConfigSource.DEFAULT,
                setting.type(),
                setting.scope() == Scope.READ_ONLY,
                setting.sensitive(),
                synonyms,
                setting.doc());
    }
}
