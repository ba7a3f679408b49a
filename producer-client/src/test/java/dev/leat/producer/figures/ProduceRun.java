package dev.leat.producer.figures;

import com.sun.management.OperatingSystemMXBean;
import dev.leat.client.serde.Serdes;
import dev.leat.producer.Producer;
import dev.leat.producer.ProducerRecord;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records as fast as they are taken, by one client, and prints what that cost the client's process:
 *
 * <pre>ProduceRun client=leat|kafka bootstrap=host:port topic=t records=N size=B threads=T [name=value …]</pre>
 */
public final class ProduceRun {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ProduceRun() {}

    /** Sends one record; counts it when it is acknowledged. */
    private interface Sending extends AutoCloseable {
        void send(byte[] value);

        void flush();

        @Override
        void close();
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            options.put(pair[0], pair[1]);
        }
        String client = options.getOrDefault("client", "leat");
        String topic = options.getOrDefault("topic", "figures");
        options.keySet().removeAll(java.util.Set.of("client", "topic"));
        long records = Long.parseLong(options.getOrDefault("records", "1000000"));
        int size = Integer.parseInt(options.getOrDefault("size", "100"));
        int threads = Integer.parseInt(options.getOrDefault("threads", "1"));
        options.keySet().removeAll(java.util.Set.of("threads", "records", "size"));
        int rounds = Integer.parseInt(options.getOrDefault("rounds", "4"));
        options.remove("rounds");
        Map<String, Object> settings = new HashMap<>(options);
        settings.put("bootstrap.servers", options.get("bootstrap"));
        settings.remove("bootstrap");
        AtomicLong failures = new AtomicLong();
        try (Sending sending =
                client.equals("leat") ? leat(settings, topic, failures) : kafka(settings, topic, failures)) {
            for (int round = 0; round < rounds; round++) {
                run(sending, client, records, size, threads, round);
            }
        }
        if (failures.get() > 0) {
            System.out.println("failed records: " + failures.get());
        }
    }

    private static void run(Sending sending, String client, long records, int size, int threads, int round)
            throws InterruptedException {
        long cpuBefore = PROCESS.getProcessCpuTime();
        long before = System.nanoTime();
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            callers.add(new Thread(() -> {
                byte[] value = new byte[size];
                for (int i = 0; i < size; i++) {
                    value[i] = (byte) ('a' + i % 23);
                }
                for (long i = 0; i < records / threads; i++) {
                    sending.send(value);
                }
            }));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        sending.flush();
        double seconds = (System.nanoTime() - before) / 1e9;
        double cpu = (PROCESS.getProcessCpuTime() - cpuBefore) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s round %d%s: %.0f records/s, %.0f records per CPU second, %.1f MB/s%n",
                client,
                round,
                round == 0 ? " (warm-up)" : "",
                records / seconds,
                records / cpu,
                records * size / seconds / 1e6);
    }

    private static Sending leat(Map<String, Object> settings, String topic, AtomicLong failures) {
        Producer<byte[], byte[]> producer = Producer.create(
                settings, Serdes.byteArray().serializer(), Serdes.byteArray().serializer());
        return new Sending() {
            @Override
            public void send(byte[] value) {
                producer.send(new ProducerRecord<>(topic, value), (partition, offset, time, failure) -> {
                    if (failure != null) {
                        failures.incrementAndGet();
                    }
                });
            }

            @Override
            public void flush() {
                producer.flush();
            }

            @Override
            public void close() {
                producer.close();
            }
        };
    }

    private static Sending kafka(Map<String, Object> settings, String topic, AtomicLong failures) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        return new Sending() {
            @Override
            public void send(byte[] value) {
                producer.send(
                        new org.apache.kafka.clients.producer.ProducerRecord<>(topic, value), (metadata, failure) -> {
                            if (failure != null) {
                                failures.incrementAndGet();
                            }
                        });
            }

            @Override
            public void flush() {
                producer.flush();
            }

            @Override
            public void close() {
                producer.close();
            }
        };
    }
}
