package dev.leat.integration.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.test.BrokerOptions;
import dev.leat.test.Storage;
import dev.leat.test.TestBroker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Our consumer against kafka-clients, interleaved, each run a process of its own: records per CPU second.
 *
 * <p>{@code -Dleat.test.bootstrap=host:port} names a broker, otherwise one is started here; {@code -Dleat.figures.size},
 * {@code .count} and {@code .pairs} say how large and how many the records are, and how often each client runs.
 */
class ConsumeFigures {
    private static final int PARTITIONS = 6;
    private static final int SIZE = Integer.getInteger("leat.figures.size", 100);
    private static final int COUNT = Integer.getInteger("leat.figures.count", 2_000_000);
    private static final int PASSES = Integer.getInteger("leat.figures.passes", 5);
    private static final int PAIRS = Integer.getInteger("leat.figures.pairs", 3);

    @Test
    void recordsPerCpuSecond() throws Exception {
        String named = System.getProperty("leat.test.bootstrap", "");
        if (!named.isEmpty()) {
            compare(named);
            return;
        }
        try (TestBroker broker = TestBroker.start(BrokerOptions.defaults().on(Storage.TEMPORARY_DIRECTORY))) {
            compare(broker.bootstrapServers());
        }
    }

    private static void compare(String bootstrap) throws Exception {
        String topic = "figures-" + System.nanoTime();
        fill(bootstrap, topic);
        Map<String, List<Double>> results = new HashMap<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (String kind : List.of("views", "kafka", "arrays")) {
                results.computeIfAbsent(kind, each -> new ArrayList<>()).add(run(kind, bootstrap, topic));
            }
        }
        double kafka = median(results.getOrDefault("kafka", List.of()));
        results.forEach((kind, values) -> System.out.printf(
                Locale.ROOT,
                "%d-byte records, %s: median %.0f records per CPU second, %.2f of kafka-clients %s%n",
                SIZE,
                kind,
                median(values),
                median(values) / kafka,
                values));
        assertThat(kafka).isPositive();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void fill(String bootstrap, String topic) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 16_384, "acks", "all");
        try (var admin = org.apache.kafka.clients.admin.Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Random random = new Random(1);
            byte[] value = new byte[SIZE];
            for (int i = 0; i < COUNT; i++) {
                random.nextBytes(value);
                producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, value.clone()));
            }
        }
    }

    private static double run(String kind, String bootstrap, String topic) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        for (String option : System.getProperty("leat.figures.jvm", "").split(" ")) {
            if (!option.isEmpty()) {
                command.add(1, option.replace("KIND", kind));
            }
        }
        command.addAll(
                List.of(ConsumeRun.class.getName(), kind, bootstrap, topic, "" + PARTITIONS, "" + COUNT, "" + PASSES));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        double result = -1;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("RESULT ")) {
                    System.out.println(line);
                    result = Double.parseDouble(line.split(" ")[2]);
                } else if (line.contains("Exception")) {
                    System.out.println(line);
                }
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return result;
    }
}
