package dev.leat.cli.consume;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientException;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.RecordView;
import dev.leat.consumer.Records;
import dev.leat.protocol.model.TopicPartition;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Moves records from the consumer to the output, up to a limit, and looks out for outages. Main thread only. */
final class ConsumeLoop {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final RecordFormat format;
    private final OutputStream out;
    private final ConnectionNotice notice;
    private final MonotonicClock clock;
    private long left;

    /** @param limit how many records to write at most */
    ConsumeLoop(
            Consumer<byte[], byte[]> consumer,
            RecordFormat format,
            OutputStream out,
            long limit,
            ConnectionNotice notice,
            MonotonicClock clock) {
        this.consumer = consumer;
        this.format = format;
        this.out = out;
        this.notice = notice;
        this.clock = clock;
        left = limit;
    }

    /** Goes on until {@code over} says to end, which is asked before each step. */
    void run(BooleanSupplier over) throws IOException {
        while (!over.getAsBoolean()) {
            step();
        }
    }

    /** Writes what comes within a short time; everything written has left this process when it returns. */
    private void step() throws IOException {
        Records<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
            write(records);
            out.flush();
        }
        notice.look(troubles(), clock.millis());
    }

    /** What is beyond the limit counts as not read. */
    private void write(Records<byte[], byte[]> records) throws IOException {
        Map<TopicPartition, Long> unwritten = new LinkedHashMap<>();
        for (RecordView<byte[], byte[]> record : records) {
            if (left > 0) {
                format.write(record, out);
                left--;
            } else {
                unwritten.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset());
            }
        }
        unwritten.forEach(consumer::seek);
    }

    private List<ClientException> troubles() {
        return consumer.assignment().stream()
                .map(consumer::trouble)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether as many records were written as were asked for. */
    boolean isFull() {
        return left == 0;
    }

    /** Whether every partition that is read has come to the offset that {@code ends} names for it. */
    boolean hasReached(Map<TopicPartition, Long> ends) {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }
}
