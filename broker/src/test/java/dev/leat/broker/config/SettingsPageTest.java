package dev.leat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."))
            .resolve("../docs/SETTINGS.md")
            .normalize();

    @Test
    void shouldFindTheSettingsPageAsTheRegistryHasIt() throws IOException {
        if (Boolean.getBoolean("leat.docs.write")) {
            Files.createDirectories(PAGE.toAbsolutePath().getParent());
            Files.writeString(PAGE, SettingsPage.text());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/SETTINGS.md is stale; write it with: mvn -pl broker -am test -Dtest=SettingsPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dleat.docs.write=true")
                .isEqualTo(SettingsPage.text());
    }
}
