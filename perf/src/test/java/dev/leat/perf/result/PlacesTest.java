package dev.leat.perf.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
    @TempDir
    private Path dir;

    @Test
    void shouldLeaveWhatIsThereAsItIs() throws Exception {
        Path old = Files.writeString(dir.resolve("old.json"), "{}");
        Places.checkFile(old);
        Places.checkFile(dir.resolve("new.json"));
        assertThat(old).hasContent("{}");
        assertThat(dir.resolve("new.json")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // links need a right there
    void shouldLeaveALinkToAFileThatIsNotThereYet() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("latest.json"), dir.resolve("of-today.json"));
        Places.checkFile(link);
        assertThat(link).isSymbolicLink();
        assertThat(dir.resolve("of-today.json")).doesNotExist();
    }

    @Test
    void shouldNameAWayOutWhereAFileCannotBeWritten() {
        assertThatThrownBy(() -> Places.checkFile(dir.resolve("missing").resolve("a.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.json: name a file in a directory that is there");
    }
}
