package dev.leat.integration.figures;

import com.sun.management.OperatingSystemMXBean;
import dev.leat.client.serde.Serdes;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.RecordView;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from end to end several times, as a process of its own, and prints records per second of CPU time of the
 * whole process, compilation and garbage collection included, after 30 passes to warm up.
 *
 * <p>Arguments: {@code views|arrays|kafka bootstrap topic partitions count passes}. {@code views} touches keys and values where
 * they lie; {@code arrays} and {@code kafka} get them as byte arrays.
 */
final class ConsumeRun {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Enough that little is left to compile: the socket's thread does its work some hundred times a pass, not a million. */
    private static final int WARM_UP_PASSES = 30;

    private ConsumeRun() {}

    /** A consumer under test. */
    private interface Reader extends AutoCloseable {
        void rewind();

        /** Polls once and returns how many records came; adds to {@link #sum} what it touched. */
        int poll();

        @Override
        void close();
    }

    private static long sum;

    public static void main(String[] args) {
        String bootstrap = args[1];
        String topic = args[2];
        int partitions = Integer.parseInt(args[3]);
        long count = Long.parseLong(args[4]);
        int passes = Integer.parseInt(args[5]);
        try (Reader reader = reader(args[0], bootstrap, topic, partitions)) {
            for (int i = 0; i < WARM_UP_PASSES; i++) {
                pass(reader, count);
            }
            long cpu = SYSTEM.getProcessCpuTime();
            long wall = System.nanoTime();
            long allocated = allocatedBytes();
            for (int i = 0; i < passes; i++) {
                pass(reader, count);
            }
            double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
            double wallSeconds = (System.nanoTime() - wall) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "RESULT %s %.0f records/CPU-s %.0f records/s %.2f bytes allocated/record (sum %d)%n",
                    args[0],
                    count * passes / cpuSeconds,
                    count * passes / wallSeconds,
                    (double) (allocatedBytes() - allocated) / (count * passes),
                    sum);
        }
    }

    /** Heap bytes that the polling thread has allocated. */
    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static void pass(Reader reader, long count) {
        reader.rewind();
        for (long read = 0; read < count; ) {
            read += reader.poll();
        }
    }

    private static Reader reader(String kind, String bootstrap, String topic, int partitions) {
        return kind.equals("kafka")
                ? new Theirs(bootstrap, topic, partitions)
                : new Ours(bootstrap, topic, partitions, kind.equals("arrays"));
    }

    private static final class Ours implements Reader {
        private final Consumer<byte[], byte[]> consumer;
        private final boolean arrays;

        Ours(String bootstrap, String topic, int partitions, boolean arrays) {
            this.arrays = arrays;
            consumer = Consumer.create(
                    Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                    Serdes.byteArray().deserializer(),
                    Serdes.byteArray().deserializer());
            consumer.assign(IntStream.range(0, partitions)
                    .mapToObj(i -> new dev.leat.protocol.model.TopicPartition(topic, i))
                    .toList());
        }

        @Override
        public void rewind() {
            consumer.seekToBeginning(consumer.assignment());
        }

        @Override
        public int poll() {
            int count = 0;
            for (RecordView<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                count++;
                if (arrays) {
                    touch(record.value());
                } else {
                    var value = record.valueBytes();
                    sum += value == null ? 0 : value.readableBytes() + value.getByte(value.readerIndex());
                }
            }
            return count;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private static final class Theirs implements Reader {
        private final KafkaConsumer<byte[], byte[]> consumer;

        Theirs(String bootstrap, String topic, int partitions) {
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(IntStream.range(0, partitions)
                    .mapToObj(i -> new org.apache.kafka.common.TopicPartition(topic, i))
                    .toList());
        }

        @Override
        public void rewind() {
            consumer.seekToBeginning(List.of());
        }

        @Override
        public int poll() {
            int count = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                count++;
                touch(record.value());
            }
            return count;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private static void touch(byte @Nullable [] value) {
        sum += value == null ? 0 : value.length + value[0];
    }
}
