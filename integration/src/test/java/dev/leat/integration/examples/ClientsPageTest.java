package dev.leat.integration.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever docs/CLIENTS.md shows as Java stands in an example that is compiled and run. */
class ClientsPageTest {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXAMPLES = HOUSE.resolve("integration/src/test/java/dev/leat/integration/examples");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldShowOnlyCodeThatIsRun() throws IOException {
        String sources = squeeze(allExamples());
        List<String> shown = shown(Files.readString(HOUSE.resolve("docs/CLIENTS.md")));
        assertThat(shown).isNotEmpty().allSatisfy(code -> assertThat(sources).contains(squeeze(code)));
    }

    private static String allExamples() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path file : files.sorted().toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static List<String> shown(String page) {
        List<String> blocks = new ArrayList<>();
        for (Matcher block = JAVA.matcher(page); block.find(); ) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    /** Layout is the formatter's business. */
    private static String squeeze(String code) {
        return code.replaceAll("\\s+", "");
    }
}
