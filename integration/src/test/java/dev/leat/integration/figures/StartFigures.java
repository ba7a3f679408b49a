package dev.leat.integration.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Times {@code bin/leat start} from the start of the process to the first acknowledged produce of kafka-clients. The
 * client is warm and creates the topic by its first record, so the time is the broker's.
 */
class StartFigures {
    private static final Path LEAT =
            Path.of(System.getProperty("basedir", ".")).resolve("../bin/leat").normalize();
    private static final int RUNS = Integer.getInteger("leat.figures.runs", 7);

    @TempDir
    private Path directory;

    @Test
    void timeToFirstAcknowledgement() throws Exception {
        List<Long> times = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            long ms = timeOf(directory.resolve("run-" + run));
            if (run > 0) { // the first one warms the client and fills the archive of classes
                times.add(ms);
            }
        }
        Collections.sort(times);
        System.out.printf(
                "process start to first acknowledged produce, %d runs: min %d ms, median %d ms, max %d ms%n",
                RUNS, times.get(0), times.get(times.size() / 2), times.get(times.size() - 1));
        assertThat(times).hasSize(RUNS);
    }

    private static long timeOf(Path run) throws Exception {
        int port = freePort();
        Path log = Files.createDirectories(run).resolve("log");
        long begun = System.nanoTime();
        Process broker = new ProcessBuilder(
                        LEAT.toString(), "start", "--port", Integer.toString(port), "--data", run + "/data")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitPort(port, begun);
            long bound = elapsedMs(begun);
            produceOne(port);
            long acknowledged = elapsedMs(begun);
            System.out.printf("port open %d ms, first acknowledgement %d ms; %s%n", bound, acknowledged, stages(log));
            return acknowledged;
        } finally {
            broker.destroy();
            assertThat(broker.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void produceOne(int port) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "linger.ms",
                0,
                "reconnect.backoff.ms",
                5,
                "retry.backoff.ms",
                5);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("first", "hello")).get(30, TimeUnit.SECONDS);
        }
    }

    private static void awaitPort(int port, long begun) throws IOException {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return;
            } catch (IOException notYet) {
                assertThat(elapsedMs(begun)).isLessThan(120_000);
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static String stages(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("ready:")).findFirst().orElse("");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long elapsedMs(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
