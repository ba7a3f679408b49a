package dev.leat.perf.client;

import dev.leat.client.serde.Serdes;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.RecordView;
import dev.leat.protocol.model.TopicPartition;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Leat's consumer; looks at values where they lie. */
final class LeatReader implements RecordReader {
    private final Consumer<byte[], byte[]> consumer;
    private final Set<TopicPartition> partitions;

    LeatReader(Map<String, Object> settings, String topic, int partitionCount) {
        consumer = Consumer.create(
                settings, Serdes.byteArray().deserializer(), Serdes.byteArray().deserializer());
        partitions = IntStream.range(0, partitionCount)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
        consumer.assign(partitions);
    }

    @Override
    public long available() {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        return consumer.endOffsets(partitions).entrySet().stream()
                .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    @Override
    public void rewind() {
        consumer.seekToBeginning(partitions);
    }

    @Override
    public void skipToEnd() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    @Override
    public int poll(Duration timeout, Arrivals arrivals) {
        int count = 0;
        for (RecordView<byte[], byte[]> record : consumer.poll(timeout)) {
            count++;
            ByteBuf value = record.valueBytes();
            int size = value == null ? 0 : value.readableBytes();
            long stamp = value == null || size < Long.BYTES ? Arrivals.NO_STAMP : value.getLong(value.readerIndex());
            arrivals.arrived(Math.max(0, record.keySize()) + size, stamp);
        }
        return count;
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
