package dev.leat.integration.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only the sources can tell: every package says what it is for, and no rule test looks at an empty house. */
class SourceTreeTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @Test
    void shouldSayInEveryPackageWhatItIsForAndThatItIsNullMarked() throws IOException {
        Set<Path> packages = new TreeSet<>();
        for (Path source : javaSources()) {
            packages.add(source.getParent());
        }
        assertThat(packages).hasSizeGreaterThan(5);
        assertThat(packages).allSatisfy(folder -> {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info).replaceAll("[\\s*]+", " "))
                    .contains("@org.jspecify.annotations.NullMarked", "Owner thread", "May import");
        });
    }

    @Test
    void shouldKeepSourcesFreeOfUnfinishedBusiness() throws IOException {
        assertThat(javaSources())
                .allSatisfy(source -> assertThat(Files.readString(source)).doesNotContain("TODO", "FIXME", "XXX"));
    }

    private static List<Path> javaSources() throws IOException {
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(SourceTreeTest::javaFilesBelow)
                    .toList();
        }
    }

    private static Stream<Path> javaFilesBelow(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
