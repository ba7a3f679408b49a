package dev.leat.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class RecordBatchesTest {
    private static final SimpleRecord RECORD = new SimpleRecord(1, new byte[10]);

    @Test
    void shouldYieldEveryWholeBatch() {
        ByteBuf bytes = threeBatches();
        RecordBatches batches = RecordBatches.over(bytes);
        assertThat(batches).extracting(RecordBatch::baseOffset).containsExactly(0L, 5L, 9L);
        assertThat(batches.wholeBytes()).isEqualTo(bytes.readableBytes());
        assertThat(batches.hasTornTail()).isFalse();
    }

    @Test
    void shouldTellWhereTheTornTailBeginsForEveryCut() {
        ByteBuf bytes = threeBatches();
        int size = bytes.readableBytes() / 3;
        for (int cut = 0; cut < bytes.readableBytes(); cut++) {
            RecordBatches batches = RecordBatches.over(bytes.slice(0, cut));
            assertThat(batches).hasSize(cut / size);
            assertThat(batches.wholeBytes()).isEqualTo(cut / size * size);
            assertThat(batches.hasTornTail()).isEqualTo(cut % size != 0);
        }
    }

    @Test
    void shouldStopAtALengthThatNoBatchHas() {
        for (int lie : new int[] {-1, 0, 48, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            ByteBuf bytes = threeBatches();
            int second = bytes.readableBytes() / 3;
            bytes.setInt(second + BatchLayout.BATCH_LENGTH, lie);
            assertThat(RecordBatches.over(bytes)).hasSize(1);
            assertThat(RecordBatches.over(bytes).wholeBytes()).isEqualTo(second);
        }
    }

    @Test
    void shouldBeginAtTheReaderIndex() {
        ByteBuf bytes = threeBatches();
        bytes.skipBytes(bytes.readableBytes() / 3);
        assertThat(RecordBatches.over(bytes))
                .extracting(RecordBatch::baseOffset)
                .containsExactly(5L, 9L);
    }

    private static ByteBuf threeBatches() {
        return Unpooled.copiedBuffer(
                KafkaBatches.batch(0, RECORD), KafkaBatches.batch(5, RECORD), KafkaBatches.batch(9, RECORD));
    }
}
