package dev.leat.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.consumer.fetch.Batches;
import dev.leat.protocol.model.TopicPartition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a thread may do, and have done to it, that polls and serves the consumer's connections meanwhile. */
@Timeout(60)
class PollingThreadTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final ScriptedCluster cluster;
    private final Consumer<byte[], byte[]> consumer;

    PollingThreadTest() throws IOException {
        cluster = new ScriptedCluster();
        cluster.log(new Batches().plain(0, 10).bytes(), 10);
        consumer = cluster.consumer(Map.of("max.poll.records", 5));
        consumer.assign(List.of(new TopicPartition(ScriptedCluster.TOPIC, 0)));
    }

    @AfterEach
    void close() throws IOException {
        consumer.close();
        cluster.close();
    }

    private void pollAll() {
        for (int count = 0; count < 10; ) {
            count += consumer.poll(Duration.ofSeconds(20)).count();
        }
    }

    /** A thread that polls where nothing comes; the result is what ended that. */
    private Thread pollInVain(CompletableFuture<Throwable> ended) {
        pollAll();
        Thread poller = new Thread(() -> {
            try {
                consumer.poll(FOR_EVER);
                ended.complete(null);
            } catch (FatalException thrown) {
                ended.complete(Thread.currentThread().isInterrupted() ? thrown : new AssertionError("was taken"));
            }
        });
        poller.start();
        await().until(() -> poller.getState() != Thread.State.NEW);
        return poller;
    }

    @Test
    void shouldEndAPollWhoseThreadIsInterrupted() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread poller = pollInVain(ended);
        poller.interrupt();
        assertThat(ended)
                .succeedsWithin(Duration.ofSeconds(30))
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("interrupted");
        poller.join();
        assertThat(consumer.poll(Duration.ZERO).isEmpty()).isTrue();
    }

    @Test
    void shouldTellNothingToAnotherThreadWhileItIsPolled() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread poller = pollInVain(ended);
        TopicPartition partition = new TopicPartition(ScriptedCluster.TOPIC, 0);
        List<ThrowingCallable> questions = List.of(
                consumer::assignment,
                consumer::subscription,
                consumer::paused,
                consumer::groupMetadata,
                () -> consumer.lag(partition),
                () -> consumer.trouble(partition));
        await().untilAsserted(() -> assertThat(questions)
                .allSatisfy(question -> assertThatThrownBy(question)
                        .isInstanceOf(MisuseException.class)
                        .hasMessageContaining("another thread")));
        consumer.wakeup();
        assertThat(ended).succeedsWithin(Duration.ofSeconds(30)).isNull();
        poller.join();
        assertThat(consumer.assignment()).containsExactly(partition);
    }

    @Test
    void shouldEndAPollThatIsWokenUp() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread poller = pollInVain(ended);
        consumer.wakeup();
        assertThat(ended).succeedsWithin(Duration.ofSeconds(30)).isNull();
        poller.join();
    }

    @Test
    void shouldBePolledByOneThreadAfterTheOther() throws Exception {
        assertThat(consumer.poll(Duration.ofSeconds(20)).count()).isEqualTo(5);
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(
                () -> consumer.poll(Duration.ofSeconds(20)).count());
        assertThat(second).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(5);
        consumer.seekToBeginning(consumer.assignment());
        pollAll();
    }
}
