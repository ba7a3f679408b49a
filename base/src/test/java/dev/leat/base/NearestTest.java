package dev.leat.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> TOPICS = List.of("orders", "order-items", "users");

    @ParameterizedTest
    @CsvSource({"ordrs,orders", "odrers,orders", "Orders,orders", "user,users", "orderitems,order-items"})
    void shouldFindWhatWasMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, TOPICS)).contains(meant);
    }

    @Test
    void shouldNotGuessWildly() {
        assertThat(Nearest.to("payments", TOPICS)).isEmpty();
        assertThat(Nearest.to("x", TOPICS)).isEmpty();
    }

    @Test
    void shouldMeasureDistanceInInsertionsDeletionsReplacementsAndSwaps() {
        assertThat(Nearest.distance("log.dirs", "log.dirs")).isZero();
        assertThat(Nearest.distance("log.dris", "log.dirs")).isEqualTo(1);
        assertThat(Nearest.distance("logdirs", "log.dirs")).isEqualTo(1);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void shouldPreferTheOneThatNeedsFewerChanges() {
        assertThat(Nearest.to("log.dris", List.of("log.dir", "log.dirs"))).contains("log.dirs");
    }
}
