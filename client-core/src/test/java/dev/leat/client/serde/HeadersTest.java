package dev.leat.client.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeadersTest {
    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};

    @Test
    void shouldKeepOrderAndRepetitions() {
        Headers headers = Headers.create().add("a", ONE).add("b", null).add("a", TWO);
        assertThat(headers).containsExactly(new Header("a", ONE), new Header("b", null), new Header("a", TWO));
        assertThat(headers.lastHeader("a")).isEqualTo(new Header("a", TWO));
        assertThat(headers.headers("a")).hasSize(2);
        assertThat(headers.lastHeader("c")).isNull();
    }

    @Test
    void shouldRemoveEveryHeaderOfAName() {
        Headers headers = Headers.create().add("a", ONE).add("b", TWO).add("a", TWO);
        assertThat(headers.remove("a")).containsExactly(new Header("b", TWO));
    }

    @Test
    void shouldCopySoThatTheOriginalStays() {
        Headers original = Headers.create().add("a", ONE);
        Headers copy = Headers.copyOf(original).add("b", TWO);
        assertThat(original.size()).isEqualTo(1);
        assertThat(copy.size()).isEqualTo(2);
    }

    @Test
    void shouldRemoveFromWhatIsEmptyAndAddAgain() {
        Headers headers = Headers.create().remove("a");
        assertThat(headers).isEmpty();
        assertThat(headers.add("a", ONE).remove("a").add("b", TWO)).containsExactly(new Header("b", TWO));
        assertThat(Headers.create()).isEqualTo(Headers.none()).isEmpty();
    }

    @Test
    void shouldRefuseToChangeWhatIsFixed() {
        assertThat(Headers.none().isEmpty()).isTrue();
        assertThatThrownBy(() -> Headers.none().add("a", ONE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Headers.none().remove("a")).isInstanceOf(IllegalStateException.class);
    }
}
