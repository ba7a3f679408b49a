package dev.leat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    private static final List<Class<?>> GROUPS = List.of(
            ClusterSettings.class,
            NetworkSettings.class,
            LimitSettings.class,
            StorageSettings.class,
            LogSettings.class,
            RetentionSettings.class,
            GroupSettings.class);

    @Test
    void shouldRegisterEverySettingThatIsDeclared() throws IllegalAccessException {
        List<Setting<?>> declared = new ArrayList<>();
        for (Class<?> group : GROUPS) {
            declared.addAll(declaredIn(group));
        }
        assertThat(Settings.broker()).containsExactlyInAnyOrderElementsOf(declared);
        assertThat(Settings.topic()).containsExactlyInAnyOrderElementsOf(declaredIn(TopicSettings.class));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldDescribeEachSettingAndTakeItsOwnDefault(Setting<?> setting) {
        assertThat(setting.doc()).isNotBlank().endsWith(".");
        String text = setting.defaultText();
        if (text != null) {
            assertThat(setting.problemWith(text)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldUseKafkasNamesOrOurPrefix(Setting<?> setting) {
        String level = setting.scope() == Scope.TOPIC ? "topic " : "broker ";
        assertThat(setting.name().startsWith("leat.") || UnknownNames.isKafkaSetting(level + setting.name()))
                .as(setting.name())
                .isTrue();
    }

    @Test
    void shouldReadTheLimitOfOpenFiles(@TempDir Path dir) throws IOException {
        Path limits = Files.writeString(dir.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max cpu time              unlimited            unlimited            seconds
                Max open files            20000                1048576              files
                """);
        assertThat(Machine.openFilesOf(limits)).hasValue(20_000);
        assertThat(Machine.openFilesOf(dir.resolve("missing"))).isEmpty();
        assertThat(Machine.current().openFiles()).isPositive();
    }

    private static Stream<Setting<?>> all() {
        return Stream.concat(Settings.broker().stream(), Settings.topic().stream());
    }

    private static List<Setting<?>> declaredIn(Class<?> group) throws IllegalAccessException {
        List<Setting<?>> settings = new ArrayList<>();
        for (Field field : group.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.get(null) instanceof Setting<?> setting) {
                settings.add(setting);
            }
        }
        return settings;
    }
}
