package dev.leat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.partition.Murmur2;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final int BATCH_BYTES = 1_000;
    private static final ProducerIdentity IDENTITY = new ProducerIdentity(7, (short) 1);

    private record Sent(int partition, Batch batch) {}

    private final List<Sent> sent = new ArrayList<>();

    @AfterEach
    void release() {
        sent.forEach(each -> each.batch.bytes().release());
    }

    @Test
    void shouldPutRecordsWithKeysWhereKafkaPutsThem() {
        Batcher batcher = batcher(null);
        byte[] key = bytes("order-1");
        batcher.add(new InputRecord(key, bytes("v"), List.of(), InputRecord.NOW), 5);
        batcher.flush();
        assertThat(sent).extracting(Sent::partition).containsExactly(Murmur2.partition(key, 4));
    }

    @Test
    void shouldFillOnePartitionBeforeTheNextWithoutKeys() {
        Batcher batcher = batcher(null);
        for (int i = 0; i < 30; i++) {
            batcher.add(InputRecord.ofValue(new byte[76]), 5); // 100 bytes each, as they are counted
        }
        batcher.flush();
        assertThat(sent).extracting(Sent::partition).containsExactly(0, 1, 2);
        assertThat(sent).extracting(each -> each.batch.records()).containsOnly(10);
    }

    @Test
    void shouldNumberTheBatchesOfAPartitionInSequence() {
        Batcher batcher = batcher(3);
        for (int i = 0; i < 25; i++) {
            batcher.add(InputRecord.ofValue(new byte[76]), 5);
        }
        batcher.flush();
        assertThat(sent).extracting(Sent::partition).containsOnly(3);
        assertThat(sent)
                .extracting(each -> RecordBatch.at(each.batch.bytes(), 0).baseSequence())
                .containsExactly(0, 10, 20);
        assertThat(sent)
                .allMatch(each -> RecordBatch.at(each.batch.bytes(), 0).producerId() == 7)
                .allMatch(each -> RecordBatch.at(each.batch.bytes(), 0).hasValidCrc());
    }

    @Test
    void shouldSendARecordLargerThanABatchAlone() {
        Batcher batcher = batcher(0);
        batcher.add(InputRecord.ofValue(new byte[10]), 5);
        batcher.add(InputRecord.ofValue(new byte[5_000]), 5);
        batcher.add(InputRecord.ofValue(new byte[10]), 5);
        batcher.flush();
        assertThat(sent).extracting(each -> each.batch.records()).containsExactly(1, 1, 1);
        assertThat(sent).extracting(each -> each.batch.payloadBytes()).containsExactly(10L, 5_000L, 10L);
    }

    @Test
    void shouldKeepTheTimeThatARecordBrings() {
        Batcher batcher = batcher(0);
        batcher.add(new InputRecord(null, bytes("v"), List.of(), 42), 5);
        batcher.flush();
        assertThat(RecordBatch.at(sent.get(0).batch.bytes(), 0).maxTimestamp()).isEqualTo(42);
    }

    private Batcher batcher(@Nullable Integer partition) {
        Batcher.Settings settings = new Batcher.Settings(Compression.NONE, partition, BATCH_BYTES);
        return new Batcher(settings, 4, IDENTITY, (to, batch) -> sent.add(new Sent(to, batch)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
