package dev.leat.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.cli.start.TestBroker;
import dev.leat.client.admin.AdminClient;
import dev.leat.client.admin.OffsetAdmin;
import dev.leat.client.net.HostPort;
import dev.leat.client.serde.Serdes;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import dev.leat.protocol.model.TopicPartition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away while a command runs. */
@Timeout(120)
class OutageTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private TestBroker broker;
    private Cli leat;

    @BeforeEach
    void start() {
        broker = new TestBroker(directory.resolve("data"));
        leat = new Cli(broker.address());
        leat.run("topic", "create", "t", "-p", "1").ok();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private CompletableFuture<Cli.Result> begin(InputStream input, String... command) {
        return CompletableFuture.supplyAsync(() -> leat.runWith(input, out, err, command));
    }

    private void awaitMessage(String text) {
        await().atMost(20, SECONDS).until(() -> err.toString().contains(text));
    }

    private void write(String value) {
        Map<String, String> settings = Map.of("bootstrap.servers", broker.address());
        try (Producer<String, String> producer = Producer.create(
                settings, Serdes.string().serializer(), Serdes.string().serializer())) {
            producer.send(new ProducerRecord<>("t", value)).join();
        }
    }

    private void awaitOneRecord() {
        TopicPartition partition = new TopicPartition("t", 0);
        try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", broker.address()))) {
            await().atMost(20, SECONDS)
                    .until(() -> admin.listOffsets(Map.of(partition, OffsetAdmin.LATEST), false)
                                    .join()
                                    .of(partition)
                                    .offset()
                            == 1);
        }
    }

    private void restart() {
        broker = new TestBroker(
                directory.resolve("data"), HostPort.parse(broker.address()).port());
    }

    private static void type(PipedOutputStream keyboard, String text) throws IOException {
        keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    @Test
    void shouldSayThatProducingWaitsAndGoOnWhenTheBrokerIsBack() throws IOException {
        try (PipedOutputStream keyboard = new PipedOutputStream()) {
            CompletableFuture<Cli.Result> producing = begin(new PipedInputStream(keyboard), "produce", "t");
            type(keyboard, "before\n");
            awaitOneRecord();
            broker.close();
            type(keyboard, "after\n");
            awaitMessage("leat: waiting for " + broker.address() + ": 1 record is not acknowledged yet");
            restart();
            awaitMessage("leat: connected again");
            keyboard.close();
            assertThat(producing.join().ok().err()).contains("produced 2 records to t");
        }
        assertThat(leat.run("consume", "t", "-e").ok().lines()).containsExactly("before", "after");
    }

    @Test
    void shouldGiveUpProducingWithTheReason() throws IOException {
        try (PipedOutputStream keyboard = new PipedOutputStream()) {
            CompletableFuture<Cli.Result> producing =
                    begin(new PipedInputStream(keyboard), "produce", "t", "--timeout", "2");
            type(keyboard, "before\n");
            awaitOneRecord();
            broker.close();
            type(keyboard, "after\n");
            keyboard.close();
            assertThat(producing.join().exitCode()).isEqualTo(1);
        }
        assertThat(err.toString())
                .contains("error: no connection to " + broker.address())
                .contains("(1 record was acknowledged before)");
    }

    @Test
    void shouldSayThatConsumingWaitsAndGoOnWhenTheBrokerIsBack() {
        CompletableFuture<Cli.Result> consuming = begin(InputStream.nullInputStream(), "consume", "t", "-n", "2");
        write("before");
        await().atMost(20, SECONDS).until(() -> out.size() > 0);
        broker.close();
        awaitMessage("; trying again for up to 30 s");
        restart();
        awaitMessage("leat: connected again");
        write("after");
        assertThat(consuming.join().ok().lines()).containsExactly("before", "after");
    }
}
