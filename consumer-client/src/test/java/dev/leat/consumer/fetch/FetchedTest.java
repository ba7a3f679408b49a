package dev.leat.consumer.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.FatalException;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchResponse.AbortedTransaction;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.record.CompressionType;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FetchedTest {
    private static final int ALL = Integer.MAX_VALUE;
    /** Of a batch, where its header ends. */
    private static final int FIRST_RECORD = 61;

    private final Feed feed = new Feed(new TopicPartition("t", 0), false);
    private final Portions portions = new Portions();
    private final RecordWalk walk = new RecordWalk(portions);
    private Position position = new Position(0, Position.NO_EPOCH);

    private Fetched fetched(Batches batches, AbortedTransaction... aborted) {
        return new Fetched(feed, batches.bytes(), true, List.of(aborted));
    }

    /** As a poll: what is given out, read to its end. */
    private List<Long> poll(Fetched fetched, int maxRecords) {
        take(fetched, maxRecords);
        return readAll();
    }

    private void take(Fetched fetched, int maxRecords) {
        walk.letGo(false);
        portions.clear();
        position = fetched.take(position, maxRecords, portions.add());
    }

    private List<Long> readAll() {
        List<Long> offsets = new ArrayList<>();
        while (walk.advance()) {
            offsets.add(walk.cursor().offset());
            assertThat(Batches.text(walk.cursor().value()))
                    .isEqualTo("" + walk.cursor().offset());
        }
        return offsets;
    }

    private static List<Long> offsets(long from, long end) {
        return LongStream.range(from, end).boxed().toList();
    }

    @Test
    void shouldGiveOutAllBatchesFromThePositionOn() {
        Fetched fetched = fetched(new Batches().plain(0, 10).plain(10, 5).plain(15, 5));
        position = new Position(12, Position.NO_EPOCH);
        assertThat(poll(fetched, ALL)).isEqualTo(offsets(12, 20));
        assertThat(position).isEqualTo(new Position(20, Batches.EPOCH));
        assertThat(fetched.isExhausted()).isTrue();
        assertThat(fetched.lastTimestamp()).isEqualTo(1_019);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldCutABatchWhereThePollEnds(CompressionType type) {
        Fetched fetched = fetched(new Batches().packed(0, 10, type).packed(10, 10, type));
        assertThat(poll(fetched, 4)).isEqualTo(offsets(0, 4));
        assertThat(position.offset()).isEqualTo(4);
        assertThat(poll(fetched, 4)).isEqualTo(offsets(4, 8));
        assertThat(poll(fetched, 4)).isEqualTo(offsets(8, 12));
        assertThat(fetched.isExhausted()).isFalse();
        assertThat(poll(fetched, 8)).isEqualTo(offsets(12, 20));
        assertThat(fetched.isExhausted()).isTrue();
    }

    @Test
    void shouldCountAsGivenOutWhatNobodyReads() {
        Fetched fetched = fetched(new Batches().plain(0, 10));
        take(fetched, 4);
        walk.advance();
        assertThat(poll(fetched, 4)).isEqualTo(offsets(4, 8));
        take(fetched, 1);
        assertThat(poll(fetched, 1)).isEqualTo(offsets(9, 10));
    }

    @Test
    void shouldCutByOffsetsWhatCompactionHasThinnedOut() {
        Fetched fetched =
                new Fetched(feed, new Batches().thinned(30, 2, 5, 6, 20, 28).bytes(), false, null);
        List<Long> all = new ArrayList<>();
        while (!fetched.isExhausted()) {
            List<Long> some = poll(fetched, 3);
            assertThat(some).hasSizeLessThanOrEqualTo(3);
            all.addAll(some);
        }
        assertThat(all).containsExactly(2L, 5L, 6L, 20L, 28L);
        assertThat(position.offset()).isEqualTo(31);
    }

    @Test
    void shouldLeaveOutAbortedTransactionsAndMarkers() {
        Batches log = new Batches()
                .ofTransaction(7, 0, 3)
                .ofTransaction(8, 3, 2)
                .plain(5, 1)
                .marker(7, 6, false)
                .ofTransaction(7, 7, 2)
                .marker(8, 9, true)
                .marker(7, 10, true);
        AbortedTransaction aborted =
                AbortedTransaction.builder().producerId(7).firstOffset(0).build();
        Fetched fetched = fetched(log, aborted);
        assertThat(poll(fetched, ALL)).containsExactly(3L, 4L, 5L, 7L, 8L);
        assertThat(position.offset()).isEqualTo(11);
    }

    @Test
    void shouldGiveTheSameAgainBehindAPositionThatItWentBackTo() {
        Batches log = new Batches()
                .ofTransaction(7, 0, 3)
                .ofTransaction(8, 3, 2)
                .marker(7, 5, false)
                .packed(6, 10, CompressionType.ZSTD);
        AbortedTransaction aborted =
                AbortedTransaction.builder().producerId(7).firstOffset(0).build();
        Fetched fetched = fetched(log, aborted);
        assertThat(poll(fetched, 8)).containsExactly(3L, 4L, 6L, 7L, 8L, 9L, 10L, 11L);
        position = new Position(1, Batches.EPOCH);
        fetched.rewind();
        assertThat(poll(fetched, ALL)).containsExactly(3L, 4L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L);
        assertThat(fetched.isExhausted()).isTrue();
    }

    @Test
    void shouldLeaveOutMarkersWithoutReadingCommittedToo() {
        Fetched fetched =
                fetched(new Batches().ofTransaction(7, 0, 2).marker(7, 2, false).plain(3, 1));
        assertThat(poll(fetched, ALL)).containsExactly(0L, 1L, 3L);
    }

    @Test
    void shouldMovePastAnAnswerOfMarkersOnly() {
        Fetched fetched = fetched(new Batches().marker(7, 0, true).marker(8, 1, true));
        assertThat(poll(fetched, ALL)).isEmpty();
        assertThat(position.offset()).isEqualTo(2);
        assertThat(fetched.isExhausted()).isTrue();
    }

    @Test
    void shouldGiveOutWhatIsBeforeADamagedBatchAndThenRefuse() {
        Fetched fetched = fetched(new Batches().plain(0, 5).plain(5, 5).damaged());
        assertThat(poll(fetched, ALL)).isEqualTo(offsets(0, 5));
        assertThatThrownBy(() -> take(fetched, ALL)).isInstanceOfSatisfying(FatalException.class, failure -> {
            assertThat(failure.errorCode()).isEqualTo(ErrorCode.CORRUPT_MESSAGE);
            assertThat(failure.advice()).contains("seek past offset 9");
        });
        assertThat(position.offset()).isEqualTo(5);
    }

    @Test
    void shouldKnowWhereItStands() {
        Fetched fetched = fetched(new Batches().plain(0, 5).plain(7, 5));
        position = new Position(3, Position.NO_EPOCH);
        take(fetched, ALL);
        assertThat(walk.position(false)).isEqualTo(new Position(3, Position.NO_EPOCH));
        walk.advance();
        assertThat(walk.position(true)).isEqualTo(new Position(3, Position.NO_EPOCH)); // nothing was given yet
        assertThat(walk.position(false)).isEqualTo(new Position(4, Batches.EPOCH));
        walk.advance();
        assertThat(walk.position(false).offset()).isEqualTo(5);
        walk.advance();
        assertThat(walk.position(true).offset()).isEqualTo(7);
        readAll();
        assertThat(walk.portionIndex()).isEqualTo(portions.count());
    }

    @Test
    void shouldStandInTheEpochOfTheRecordBefore() {
        take(fetched(new Batches().epoch(4).plain(0, 2).epoch(6).plain(2, 3)), 4);
        for (int epoch : new int[] {Position.NO_EPOCH, 4, 4, 6}) {
            walk.advance();
            assertThat(walk.position(true)).isEqualTo(new Position(walk.cursor().offset(), epoch));
        }
        assertThat(walk.position(false)).isEqualTo(new Position(4, 6));
    }

    @Test
    void shouldStandInTheEpochOfAMarkerThatLiesBefore() {
        Batches log = new Batches().epoch(4).plain(0, 2).epoch(5).marker(7, 2, true);
        take(fetched(log.epoch(6).plain(3, 1).epoch(7).marker(7, 4, true)), ALL);
        readTo(3);
        assertThat(walk.position(true)).isEqualTo(new Position(3, 5));
        assertThat(walk.position(false)).isEqualTo(new Position(4, 6));
        assertThat(position).isEqualTo(new Position(5, 7));
    }

    @Test
    void shouldKeepTheEpochOfWhatWasGivenBeforeWhenABatchIsCut() {
        Fetched fetched = fetched(new Batches().epoch(4).plain(0, 2).epoch(6).plain(2, 4));
        poll(fetched, 3);
        take(fetched, ALL);
        readTo(3);
        assertThat(walk.position(true)).isEqualTo(new Position(3, 6));
    }

    private void readTo(long offset) {
        do {
            assertThat(walk.advance()).isTrue();
        } while (walk.cursor().offset() != offset);
    }

    @Test
    void shouldStandBehindABatchThatCannotBeRead() {
        ByteBuf batches = new Batches().plain(0, 5).plain(5, 5).bytes();
        batches.setByte(FIRST_RECORD, 0x7f); // a negative length
        take(new Fetched(feed, batches, false, null), ALL);
        assertThatThrownBy(this::readAll).isInstanceOf(FatalException.class);
        assertThat(walk.position(false).offset()).isEqualTo(5);
        assertThat(readAll()).isEqualTo(offsets(5, 10));
    }

    @Test
    void shouldNotLookAtChecksumsIfTold() {
        Fetched fetched = new Fetched(feed, new Batches().plain(0, 5).damaged().bytes(), false, null);
        take(fetched, ALL);
        assertThat(portions.get(0).recordCount()).isEqualTo(5);
    }
}
