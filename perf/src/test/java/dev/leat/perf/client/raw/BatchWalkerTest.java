package dev.leat.perf.client.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.Compression;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchWalkerTest {
    private final List<Integer> seen = new ArrayList<>();
    private final BatchWalker walker = new BatchWalker(0, begin -> seen.add(begin.limit()));

    /** Three batches of two or three records each, from offset 40 on. */
    private static ByteBuffer threeBatches() {
        ByteBuffer all = ByteBuffer.allocate(4096);
        long offset = 40;
        for (int batchBytes : new int[] {290, 400, 290}) {
            Batch batch = Batch.of(batchBytes, 100, Compression.NONE, 1);
            int at = all.position();
            all.put(batch.bytes().nioBuffer());
            all.putLong(at + BatchLayout.BASE_OFFSET, offset);
            offset += batch.records();
        }
        return all.flip();
    }

    private void feed(ByteBuffer bytes, int piece) {
        while (bytes.hasRemaining()) {
            ByteBuffer part = bytes.slice().limit(Math.min(piece, bytes.remaining()));
            bytes.position(bytes.position() + part.remaining());
            walker.feed(part);
            assertThat(part.hasRemaining()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 61, 100, 4096})
    void shouldFindWhereTheNextFetchGoesOnHoweverTheBytesArrive(int piece) {
        ByteBuffer bytes = threeBatches();
        int size = bytes.remaining();

        walker.start(size);
        feed(bytes, piece);

        assertThat(walker.nextOffset()).isEqualTo(47);
        assertThat(walker.records()).isEqualTo(7);
        assertThat(walker.bytes()).isEqualTo(size);
        assertThat(seen).containsExactly(61, 61, 61);
    }

    @Test
    void shouldNotCountABatchThatTheBrokerHasCut() {
        ByteBuffer bytes = threeBatches();
        bytes.limit(bytes.limit() - 1);

        walker.start(bytes.remaining());
        feed(bytes, 100);

        assertThat(walker.nextOffset()).isEqualTo(45);
        assertThat(walker.records()).isEqualTo(5);
    }

    @Test
    void shouldLeaveWhatComesBehindTheBatches() {
        ByteBuffer bytes = threeBatches();
        int size = bytes.remaining();
        bytes.limit(size + 2);

        walker.start(size);
        walker.feed(bytes);

        assertThat(bytes.remaining()).isEqualTo(2);
    }

    @Test
    void shouldForgetTheAnswerBefore() {
        walker.start(10);
        walker.feed(ByteBuffer.allocate(10));

        walker.start(0);

        assertThat(walker.nextOffset()).isEqualTo(-1);
        assertThat(walker.records()).isZero();
    }

    @Test
    void shouldRefuseWhatIsNoBatch() {
        walker.start(100);

        assertThatThrownBy(() -> walker.feed(ByteBuffer.allocate(100))).hasMessageContaining("is none");
    }
}
