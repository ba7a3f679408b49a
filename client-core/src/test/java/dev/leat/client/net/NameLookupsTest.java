package dev.leat.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.client.net.NameLookups.Limits;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A resolver that hangs, or cannot be asked. */
@Timeout(60)
class NameLookupsTest {
    private static final int SOON_MS = 20;
    private static final int NEVER_MS = 3_600_000;
    private static final String NAME = "kafka.example";
    private static final String OTHER = "other.example";

    private final ClientNetwork network = new ClientNetwork(NetworkConfig.defaults("test"), System::nanoTime);
    private final Map<String, Queue<CompletableFuture<String>>> answers = new ConcurrentHashMap<>();
    private final List<CompletableFuture<String>> promised = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        promised.forEach(answer -> answer.complete("late"));
        network.close();
    }

    private NameLookups<String> lookups(Limits limits) {
        return new NameLookups<>((SharedLoop) network.loop(), this::ask, limits, Thread::new);
    }

    private String ask(String host) throws UnknownHostException {
        CompletableFuture<String> answer = answersAbout(host).remove();
        asked.add(host);
        String found = answer.join();
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    /** What the next question about {@code host} waits for; empty for a name that is not known. */
    private CompletableFuture<String> promise(String host) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        answersAbout(host).add(answer);
        promised.add(answer);
        return answer;
    }

    private Queue<CompletableFuture<String>> answersAbout(String host) {
        return answers.computeIfAbsent(host, name -> new ConcurrentLinkedQueue<>());
    }

    private CompletableFuture<String> of(NameLookups<String> lookups, String host, int timeoutMs) {
        CompletableFuture<String> result = new CompletableFuture<>();
        network.loop()
                .execute(() -> lookups.of(host, timeoutMs).whenComplete((found, failure) -> {
                    if (failure == null) {
                        result.complete(found);
                    } else {
                        result.completeExceptionally(failure);
                    }
                }));
        return result;
    }

    private void letTheLoopComeRound() {
        CompletableFuture.runAsync(() -> {}, network.loop()).join();
    }

    private void awaitAsked(String... hosts) {
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(asked).containsExactly(hosts));
    }

    @Test
    void shouldAskAnewWhenAnAnswerIsOverdue() {
        NameLookups<String> lookups = lookups(new Limits(SOON_MS, 2, 9));
        promise(NAME);
        promise(NAME).complete("second");
        assertThatThrownBy(of(lookups, NAME, 1)::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(of(lookups, NAME, NEVER_MS).join()).isEqualTo("second");
        awaitAsked(NAME, NAME);
    }

    @Test
    void shouldWaitForTheSameAnswerBeforeThat() {
        NameLookups<String> lookups = lookups(new Limits(NEVER_MS, 2, 9));
        CompletableFuture<String> answer = promise(NAME);
        CompletableFuture<String> one = of(lookups, NAME, NEVER_MS);
        CompletableFuture<String> another = of(lookups, NAME, NEVER_MS);
        letTheLoopComeRound();
        answer.complete("found");
        assertThat(one.join()).isEqualTo(another.join()).isEqualTo("found");
        awaitAsked(NAME);
    }

    @Test
    void shouldTakeWhatAThreadFindsThatWasTakenToHang() {
        NameLookups<String> lookups = lookups(new Limits(SOON_MS, 2, 9));
        CompletableFuture<String> first = promise(NAME);
        CompletableFuture<String> second = promise(NAME);
        CompletableFuture<String> waiting = of(lookups, NAME, NEVER_MS);
        awaitAsked(NAME, NAME);
        first.complete("first");
        assertThat(waiting.join()).isEqualTo("first");
        second.complete("second");
        promise(NAME).complete("third");
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> of(lookups, NAME, NEVER_MS).join().equals("third"));
    }

    @Test
    void shouldAskAboutOneNameWithSoManyThreadsOnly() {
        NameLookups<String> lookups = lookups(new Limits(SOON_MS, 2, 9));
        CompletableFuture<String> first = promise(NAME);
        promise(NAME);
        promise(NAME).complete("third");
        CompletableFuture<String> waiting = of(lookups, NAME, NEVER_MS);
        awaitAsked(NAME, NAME);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(of(lookups, NAME, SOON_MS)::join).hasCauseInstanceOf(TimeoutException.class);
        }
        awaitAsked(NAME, NAME);
        first.complete(""); // there is room for another one, but that one's failure counts as no thread is waited for
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(UnknownHostException.class);
        assertThat(of(lookups, NAME, NEVER_MS).join()).isEqualTo("third");
    }

    @Test
    void shouldAskAboutFurtherNamesWhenAThreadHasEnded() {
        NameLookups<String> lookups = lookups(new Limits(NEVER_MS, 2, 1));
        CompletableFuture<String> first = promise(NAME);
        promise(OTHER).complete("other");
        CompletableFuture<String> one = of(lookups, NAME, NEVER_MS);
        assertThatThrownBy(of(lookups, OTHER, 1)::join).hasCauseInstanceOf(TimeoutException.class);
        CompletableFuture<String> other = of(lookups, OTHER, NEVER_MS);
        letTheLoopComeRound();
        awaitAsked(NAME);
        first.complete("one");
        assertThat(one.join()).isEqualTo("one");
        assertThat(other.join()).isEqualTo("other");
        awaitAsked(NAME, OTHER);
    }

    @Test
    void shouldFailWhileThereIsNoThreadToAsk() {
        List<Thread> refused = new ArrayList<>();
        NameLookups<String> lookups =
                new NameLookups<>((SharedLoop) network.loop(), this::ask, new Limits(NEVER_MS, 1, 1), task -> {
                    if (refused.isEmpty()) {
                        refused.add(new Unstartable());
                        return refused.get(0);
                    }
                    return new Thread(task);
                });
        promise(NAME).complete("found");
        assertThatThrownBy(of(lookups, NAME, NEVER_MS)::join).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(of(lookups, NAME, NEVER_MS).join()).isEqualTo("found");
    }

    /** As when the process has as many threads as it may. */
    private static final class Unstartable extends Thread {
        @Override
        public synchronized void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
