package dev.leat.consumer.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.leat.client.serde.Serdes;
import dev.leat.consumer.RecordView;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.model.TopicPartition;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the way of a record from a fetched buffer to its reader leaves for the garbage collector. */
class AllocationTest {
    private static final int BATCHES = 40;
    private static final int RECORDS_PER_BATCH = 250;
    private static final int MAX_POLL_RECORDS = 500;
    private static final int ROUNDS = 50;
    private static final int PER_BATCH_BYTES = 400; // an object of 16 bytes per record would be 4,000

    private final Feed feed = new Feed(new TopicPartition("t", 0), false);
    private final Portions portions = new Portions();
    private final RecordWalk walk = new RecordWalk(portions);
    private final RecordView<byte[], byte[]> view = new CursorView<>(
            walk, Serdes.byteArray().deserializer(), Serdes.byteArray().deserializer());
    private final Batches batches = new Batches();

    AllocationTest() {
        for (int i = 0; i < BATCHES; i++) {
            batches.plain((long) i * RECORDS_PER_BATCH, RECORDS_PER_BATCH);
        }
    }

    @Test
    void shouldAllocateNothingPerRecord() {
        readAll(ROUNDS); // classes, arrays
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = thread.getThreadAllocatedBytes(id);
        long records = readAll(ROUNDS);
        long allocated = thread.getThreadAllocatedBytes(id) - before;

        assertThat(records).isEqualTo((long) ROUNDS * BATCHES * RECORDS_PER_BATCH);
        assertThat(allocated)
                .as("bytes over %s batches", ROUNDS * BATCHES)
                .isLessThan((long) ROUNDS * BATCHES * PER_BATCH_BYTES);
    }

    private long readAll(int rounds) {
        long records = 0;
        for (int round = 0; round < rounds; round++) {
            Fetched fetched = new Fetched(feed, batches.bytes(), true, List.of());
            Position position = new Position(0, Position.NO_EPOCH);
            while (!fetched.isExhausted()) {
                walk.letGo(false);
                portions.clear();
                position = fetched.take(position, MAX_POLL_RECORDS, portions.add());
                records += readPoll();
            }
        }
        return records;
    }

    private int readPoll() {
        int records = 0;
        while (walk.advance()) {
            if (view.valueBytes() != null && view.timestamp() > 0 && view.offset() >= 0) {
                records++;
            }
        }
        return records;
    }
}
