package dev.leat.client.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.RetriableException;
import dev.leat.client.net.HostPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final HostPort ALIAS = new HostPort("kafka", 9092);
    private static final HostPort OTHER = new HostPort("other", 9093);
    private static final HostPort ONE = new HostPort("one.example", 9092);
    private static final HostPort TWO = new HostPort("two.example", 9092);

    private final Map<HostPort, List<HostPort>> names = new HashMap<>();
    private final List<HostPort> asked = new ArrayList<>();
    private final Map<HostPort, CompletableFuture<List<HostPort>>> slow = new HashMap<>();
    private final Bootstrap bootstrap = new Bootstrap(List.of(ALIAS, OTHER), this::canonicalNames);

    private CompletableFuture<List<HostPort>> canonicalNames(HostPort server) {
        asked.add(server);
        if (slow.containsKey(server)) {
            return slow.get(server);
        }
        List<HostPort> found = names.get(server);
        return found == null
                ? CompletableFuture.failedFuture(new RetriableException("not known", ""))
                : CompletableFuture.completedFuture(found);
    }

    @Test
    void shouldKeepTheNamesThatWereGiven() {
        Bootstrap asGiven = new Bootstrap(List.of(ALIAS), null);
        asGiven.forget();
        assertThat(asGiven.servers()).isCompletedWithValue(List.of(ALIAS));
    }

    @Test
    void shouldPutAllCanonicalNamesInTheirPlaceOnce() {
        names.put(ALIAS, List.of(ONE, TWO));
        names.put(OTHER, List.of(TWO));
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(ONE, TWO));
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(ONE, TWO));
        assertThat(asked).containsExactly(ALIAS, OTHER);
    }

    @Test
    void shouldLookUpAnewWhenNobodyCouldBeReached() {
        names.put(ALIAS, List.of(ONE));
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(ONE));
        names.put(ALIAS, List.of(TWO));
        bootstrap.forget();
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(TWO));
        names.clear();
        bootstrap.forget();
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(TWO)); // better than nothing
    }

    @Test
    void shouldFailWhileNoNameIsKnown() {
        assertThatThrownBy(() -> bootstrap.servers().join()).hasCauseInstanceOf(RetriableException.class);
        names.put(OTHER, List.of(TWO));
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(TWO));
    }

    @Test
    void shouldGiveWhatIsKnownWhileNamesAreLookedUpAnew() {
        names.put(ALIAS, List.of(ONE));
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(ONE));
        slow.put(ALIAS, new CompletableFuture<>());
        bootstrap.forget();
        asked.clear();
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(ONE));
        bootstrap.forget();
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(ONE));
        assertThat(asked).containsExactly(ALIAS, OTHER); // once at a time
        slow.get(ALIAS).complete(List.of(TWO));
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(TWO));
        assertThat(asked).containsExactly(ALIAS, OTHER, ALIAS, OTHER); // forgotten meanwhile
    }

    @Test
    void shouldWaitForTheFirstNameThatIsFoundOnly() {
        slow.put(ALIAS, new CompletableFuture<>());
        slow.put(OTHER, new CompletableFuture<>());
        CompletableFuture<List<HostPort>> servers = bootstrap.servers();
        assertThat(bootstrap.servers()).isNotDone();
        slow.get(OTHER).complete(List.of(TWO));
        assertThat(servers).isCompletedWithValue(List.of(TWO));
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(TWO));
        slow.get(ALIAS).complete(List.of(ONE));
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(ONE, TWO));
        assertThat(asked).containsExactly(ALIAS, OTHER);
    }

    @Test
    void shouldKeepWhatANameStoodForWhenItCannotBeLookedUp() {
        names.put(ALIAS, List.of(ONE));
        names.put(OTHER, List.of(TWO));
        bootstrap.servers();
        names.remove(ALIAS);
        bootstrap.forget();
        assertThat(bootstrap.servers()).isCompletedWithValue(List.of(ONE, TWO));
    }
}
