package dev.leat.broker.config;

import java.util.List;
import java.util.stream.Collectors;

/** Writes docs/SETTINGS.md from the registry. */
final class SettingsPage {
    private static final String HEAD = """
            # Settings

            <!-- Written by SettingsPageTest from the registry in dev.leat.broker.config; change it there. -->

            Names are Kafka's wherever Kafka has the setting; those beginning with `leat.` are our own. Values come from, in
            this order, `--set name=value`, the environment (`LEAT_` or `KAFKA_` and the name in upper case with `_` for `.`,
            `__` for `-`, `___` for `_`), the file given by `--config`, the default. What is set while running, by
            kafka-configs.sh or any admin client, wins over all of these. A name that is not on this page is refused.

            "Change" says how a setting can be changed: by a *restart* of the broker, or while running *per broker* or
            *cluster-wide*.
            """;

    private static final String TOPIC_HEAD = """
            A topic can have these of its own, from its creation or by altering it while running. The default is what the
            broker setting named there says.
            """;

    private static final String BROKER_COLUMNS = """
            | Name | Type | Default | Range | Unit | Change | What it does |
            |---|---|---|---|---|---|---|
            """;

    private static final String TOPIC_COLUMNS = """
            | Name | Type | Default | Range | Unit | What it does |
            |---|---|---|---|---|---|
            """;

    private SettingsPage() {}

    /** The whole page in Markdown. */
    static String text() {
        return HEAD
                + section("Identity, metadata, new topics", ClusterSettings.ALL)
                + section("Listeners, threads, sockets", NetworkSettings.ALL)
                + section("Limits", LimitSettings.ALL)
                + section("Data directories and logs", StorageSettings.ALL)
                + section("Defaults of topics: intake, segments, flush", LogSettings.ALL)
                + section("Defaults of topics: retention and compaction", RetentionSettings.ALL)
                + section("Groups and offsets", GroupSettings.ALL)
                + "\n## Topics\n" + TOPIC_HEAD + "\n" + TOPIC_COLUMNS + rows(TopicSettings.ALL);
    }

    private static String section(String title, List<Setting<?>> settings) {
        return "\n## " + title + "\n" + BROKER_COLUMNS + rows(settings);
    }

    private static String rows(List<Setting<?>> settings) {
        return settings.stream().map(SettingsPage::row).collect(Collectors.joining());
    }

    private static String row(Setting<?> setting) {
        String change =
                setting.scope() == Scope.TOPIC ? "" : " | " + setting.scope().text();
        return "| `" + setting.name() + "` | " + setting.type().text() + " | " + defaultOf(setting) + " | "
                + setting.range().text() + " | " + setting.unit().text() + change + " | " + setting.doc() + " |\n";
    }

    private static String defaultOf(Setting<?> setting) {
        String text = setting.defaultText();
        if (text != null) {
            return text.isEmpty() ? "empty" : "`" + text + "`";
        }
        return setting.synonyms().isEmpty()
                ? "none"
                : setting.synonyms().stream()
                        .map(synonym -> "`" + synonym.setting().name() + "`")
                        .collect(Collectors.joining(", then ", "as ", ""));
    }
}
