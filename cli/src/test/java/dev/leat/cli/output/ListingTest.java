package dev.leat.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListingTest {
    private record Row(String name, @Nullable Integer count, List<Integer> parts) {}

    private static final Listing<Row> LISTING = new Listing<Row>()
            .text("name", Row::name)
            .number("recordCount", Row::count)
            .text("parts", Row::parts);
    private static final List<Row> ROWS =
            List.of(new Row("orders", 12_345, List.of(1, 2)), new Row("a", null, List.of()));

    @Test
    void shouldAlignColumnsForPeople() {
        assertThat(LISTING.table(ROWS)).isEqualTo("""
                NAME    RECORD COUNT  PARTS

                orders         12345  1,2
                a                  -
                """.replace("\n\n", "\n"));
    }

    @Test
    void shouldKeepTypesForPrograms() {
        assertThat(LISTING.json(ROWS))
                .isEqualTo("[{\"name\":\"orders\",\"recordCount\":12345,\"parts\":[1,2]},"
                        + "{\"name\":\"a\",\"recordCount\":null,\"parts\":[]}]\n");
    }
}
