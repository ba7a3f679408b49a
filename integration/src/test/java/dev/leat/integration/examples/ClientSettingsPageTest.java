package dev.leat.integration.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.config.ClientSettings;
import dev.leat.client.config.SecuritySettings;
import dev.leat.client.config.Setting;
import dev.leat.client.error.MisuseException;
import dev.leat.consumer.ConsumerSettings;
import dev.leat.consumer.group.GroupSettings;
import dev.leat.producer.ProducerSettings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/CLIENT-SETTINGS.md lists every setting of the clients, as the code has it. */
class ClientSettingsPageTest {
    private static final Path PAGE = Path.of("../docs/CLIENT-SETTINGS.md");

    private static final Pattern CHOICE = Pattern.compile("must be one of (.*), but is");

    private static final String HEAD = """
            # Settings of the Java clients

            <!-- Written by ClientSettingsPageTest from the settings' classes; change them there. -->

            Names are Kafka's wherever Kafka has the setting. `from(Map)` and `from(Properties)` read them; a name that is not
            on this page is warned about, with the nearest one that is. The builders have methods for the most
            common ones, and `set` for all.
            """;

    @Test
    void shouldFindThePageAsTheCodeHasTheSettings() throws IOException {
        if (Boolean.getBoolean("leat.docs.write")) {
            Files.writeString(PAGE, text());
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "docs/CLIENT-SETTINGS.md is stale; write it with: mvn -pl integration -am test"
                                + " -Dtest=ClientSettingsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dleat.docs.write=true")
                .isEqualTo(text());
    }

    @Test
    void shouldNameEveryValueOfAChoice() {
        List<Setting<?>> choices =
                everything().filter(setting -> !valuesOf(setting).isEmpty()).toList();
        assertThat(choices)
                .extracting(Setting::name)
                .contains("compression.type", "isolation.level", "security.protocol", "metadata.recovery.strategy");
        assertThat(choices).allSatisfy(choice -> {
            assertThat(choice.doc()).contains(String.valueOf(choice.fallback()));
            assertThat(choice.doc().toUpperCase(Locale.ROOT)).contains(valuesOf(choice));
        });
    }

    /** What the parser says that it takes; empty where that is no list. */
    private static List<String> valuesOf(Setting<?> setting) {
        try {
            setting.parse("?");
            return List.of();
        } catch (MisuseException refusal) {
            Matcher list = CHOICE.matcher(String.valueOf(refusal.getMessage()));
            return list.find() ? List.of(list.group(1).split(", ")) : List.of();
        }
    }

    private static Stream<Setting<?>> everything() {
        return Stream.of(
                        settings(ClientSettings.class),
                        security(),
                        settings(ProducerSettings.class),
                        settings(ConsumerSettings.class),
                        settings(GroupSettings.class))
                .flatMap(settings -> settings);
    }

    private static String text() {
        return HEAD
                + section("Every client", settings(ClientSettings.class))
                + section("TLS and logins", security())
                + section("Producers", settings(ProducerSettings.class))
                + section("Consumers", settings(ConsumerSettings.class))
                + section("Groups", settings(GroupSettings.class));
    }

    private static String section(String title, Stream<Setting<?>> settings) {
        return "\n## " + title + "\n\n| Name | Default | What it does |\n|---|---|---|\n"
                + settings.map(ClientSettingsPageTest::row).collect(Collectors.joining());
    }

    private static String row(Setting<?> setting) {
        Object fallback = setting.fallback();
        String text = fallback == null ? "none" : fallback.toString().isEmpty() ? "empty" : "`" + fallback + "`";
        return "| `" + setting.name() + "` | " + text + " | " + setting.doc() + " |\n";
    }

    private static Stream<Setting<?>> security() {
        Stream<Setting<?>> stores = fields(SecuritySettings.class)
                .filter(field -> field.getType().getSimpleName().equals("StoreSettings"))
                .map(field -> valueOf(field, null))
                .flatMap(store -> fields(store.getClass())
                        .filter(field -> field.getType() == Setting.class)
                        .map(field -> (Setting<?>) valueOf(field, store)));
        List<String> trustHasNoKey = List.of("ssl.truststore.key");
        return Stream.concat(settings(SecuritySettings.class), stores)
                .filter(setting -> !trustHasNoKey.contains(setting.name()))
                .collect(Collectors.toMap(Setting::name, setting -> setting, (one, same) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .map(setting -> setting);
    }

    private static Stream<Setting<?>> settings(Class<?> registry) {
        return fields(registry)
                .filter(field -> field.getType() == Setting.class && Modifier.isStatic(field.getModifiers()))
                .map(field -> (Setting<?>) valueOf(field, null));
    }

    private static Stream<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields());
    }

    private static Object valueOf(Field field, @Nullable Object owner) {
        try {
            field.setAccessible(true);
            return Objects.requireNonNull(field.get(owner));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
