package dev.leat.storage.producer;

import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProducerStatesTest {
    private static final long PRODUCER = 7;

    private final ProducerStates states = new ProducerStates(100);
    private long nextOffset;
    private long nowMs = 1_000;

    @Test
    void shouldAcceptAnySequenceOfAnUnknownProducer() {
        assertThat(states.judge(from(0, 500))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void shouldAcceptTheNextSequenceOnly() {
        append(0, 0, 3);
        assertThat(states.judge(from(0, 3))).isEqualTo(Verdict.ACCEPTED);
        assertRefused(from(0, 4), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertRefused(from(0, 2), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void shouldGoOnAtZeroAfterTheGreatestSequence() {
        append(0, Integer.MAX_VALUE - 1, 2);
        assertThat(states.judge(from(0, 0))).isEqualTo(Verdict.ACCEPTED);
        assertRefused(from(0, 1), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(states.judge(
                        aBatch().from(PRODUCER, 0, Integer.MAX_VALUE - 1).of("a", "b")))
                .isInstanceOf(Verdict.Duplicate.class);
    }

    @Test
    void shouldKnowABatchThatWrapsRoundAgain() {
        append(0, Integer.MAX_VALUE, 3); // sequences 2^31-1, 0, 1
        assertThat(states.judge(from(0, 2))).isEqualTo(Verdict.ACCEPTED);
        Verdict verdict =
                states.judge(aBatch().from(PRODUCER, 0, Integer.MAX_VALUE).of("a", "b", "c"));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Duplicate.class,
                        duplicate ->
                                assertThat(duplicate.original().baseOffset()).isZero());
    }

    @Test
    void shouldRecogniseTheLastFiveBatches() {
        for (int sequence = 0; sequence < 6; sequence++) {
            append(0, sequence, 1);
        }
        assertRefused(from(0, 0), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        for (int sequence = 1; sequence < 6; sequence++) {
            int expected = sequence;
            assertThat(states.judge(from(0, sequence)))
                    .isInstanceOfSatisfying(
                            Verdict.Duplicate.class,
                            duplicate -> assertThat(duplicate.original().baseOffset())
                                    .isEqualTo(expected));
        }
    }

    @Test
    void shouldNotTakeABatchOfOtherLengthForADuplicate() {
        append(0, 0, 3);
        assertRefused(from(0, 0), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void shouldFenceOldEpochsAndBeginNewOnesAtZero() {
        append(3, 0, 1);
        assertRefused(from(2, 1), ErrorCode.INVALID_PRODUCER_EPOCH);
        assertRefused(from(4, 1), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(states.judge(from(4, 0))).isEqualTo(Verdict.ACCEPTED);
        append(4, 0, 1);
        assertRefused(from(3, 1), ErrorCode.INVALID_PRODUCER_EPOCH);
        assertThat(states.judge(from(4, 0))).isInstanceOf(Verdict.Duplicate.class);
    }

    @Test
    void shouldForgetSilentProducersAndAcceptThemAnew() {
        append(0, 0, 1);
        nowMs += 50;
        states.appended(aBatch().from(8, 0, 0).of("a"), nowMs);
        states.expire(nowMs + 50, 100);
        assertThat(states.count()).isEqualTo(1);
        assertThat(states.judge(from(0, 99))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void shouldRememberNoMoreProducersThanAllowed() {
        ProducerStates few = new ProducerStates(3);
        for (int id = 0; id < 10; id++) {
            few.appended(aBatch().from(id, 0, 0).of("a"), nowMs);
            few.appended(aBatch().from(0, 0, id + 1).of("a"), nowMs);
        }
        assertThat(few.count()).isEqualTo(3);
        assertThat(few.judge(aBatch().from(0, 0, 12).of("a"))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void shouldHoldTheStableOffsetAtTheFirstOpenTransaction() {
        states.appended(aBatch().from(1, 0, 0).transactional().numbered(10, 0).of("a"), nowMs);
        states.appended(aBatch().from(2, 0, 0).transactional().numbered(11, 0).of("a"), nowMs);
        states.appended(aBatch().from(1, 0, 1).transactional().numbered(12, 0).of("a"), nowMs);
        assertThat(states.firstUndecidedOffset()).isEqualTo(10);
        CompletedTransaction aborted = Objects.requireNonNull(
                states.ended(aBatch().from(1, 0, -1).numbered(13, 0).marker(false, 5), true, 5, nowMs));
        assertThat(aborted).isEqualTo(new CompletedTransaction(1, 10, 13, true));
        assertThat(states.stableOffsetAfter(aborted)).isEqualTo(11);
        assertThat(states.firstUndecidedOffset()).as("not replicated yet").isEqualTo(10);
        states.replicatedTo(13);
        assertThat(states.firstUndecidedOffset()).isEqualTo(10);
        states.replicatedTo(14);
        assertThat(states.firstUndecidedOffset()).isEqualTo(11);
        states.ended(aBatch().from(2, 0, -1).numbered(14, 0).marker(true, 5), false, 5, nowMs);
        states.replicatedTo(15);
        assertThat(states.firstUndecidedOffset()).isEqualTo(-1);
    }

    @Test
    void shouldRefuseABatchOutsideOfTheOpenTransaction() {
        states.appended(aBatch().from(PRODUCER, 0, 0).transactional().of("a"), nowMs);
        assertRefused(from(0, 1), ErrorCode.INVALID_TXN_STATE);
    }

    @Test
    void shouldBeginSequencesAnewAfterAMarkerThatRaisesTheEpoch() {
        append(0, 0, 1);
        states.ended(aBatch().from(PRODUCER, 1, -1).numbered(1, 0).marker(true, 5), false, 5, nowMs);
        assertRefused(from(0, 1), ErrorCode.INVALID_PRODUCER_EPOCH);
        assertThat(states.judge(from(1, 0))).isEqualTo(Verdict.ACCEPTED);
        assertRefused(from(1, 1), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void shouldWriteKafkasSnapshot() throws Exception {
        states.appended(aBatch().from(0x0102, 3, 5).at(0x1000).numbered(40, 0).of("a", "b"), nowMs);
        Dir dir = new SimulatedDisk().root();
        ProducerSnapshot.write(dir, "s", states);
        String entry = "0000000000000102" // producer id
                + "0003" // epoch
                + "00000006" // last sequence
                + "0000000000000029" // last offset
                + "00000001" // offset delta
                + "0000000000001001" // time
                + "ffffffff" // coordinator epoch
                + "ffffffffffffffff"; // no transaction
        String file = hex(dir, "s");
        assertThat(file).startsWith("0001").hasSize(20 + entry.length()).endsWith("00000001" + entry);
    }

    @Test
    void shouldComeBackFromItsSnapshot() throws Exception {
        append(0, 0, 2);
        states.appended(aBatch().from(9, 2, 4).transactional().numbered(2, 0).of("a"), nowMs);
        Dir dir = new SimulatedDisk().root();
        ProducerSnapshot.write(dir, "s", states);
        List<ProducerSnapshotEntry> before = states.entries();
        assertThat(ProducerSnapshot.read(dir, "s")).isEqualTo(before);
        ProducerStates restored = new ProducerStates(100);
        before.forEach(entry -> restored.restore(entry, nowMs));
        assertThat(restored.judge(aBatch().from(PRODUCER, 0, 0).of("a", "b"))).isInstanceOf(Verdict.Duplicate.class);
        assertThat(restored.judge(from(0, 2))).isEqualTo(Verdict.ACCEPTED);
        assertThat(restored.firstUndecidedOffset()).isEqualTo(2);
    }

    @Test
    void shouldRecogniseTheLastFiveBatchesAfterARestartToo() throws Exception {
        for (int sequence = 0; sequence < 7; sequence++) {
            append(0, sequence, 1);
        }
        Dir dir = new SimulatedDisk().root();
        ProducerSnapshot.write(dir, "s", states);
        ProducerStates restored = new ProducerStates(100);
        List<ProducerSnapshotEntry> read = Objects.requireNonNull(ProducerSnapshot.read(dir, "s"));
        read.forEach(entry -> restored.restore(entry, nowMs));
        assertThat(restored.count()).isEqualTo(1);
        assertThat(restored.judge(from(0, 1))).isInstanceOf(Verdict.Refused.class);
        for (int sequence = 2; sequence < 7; sequence++) {
            assertThat(restored.judge(from(0, sequence))).isInstanceOf(Verdict.Duplicate.class);
        }
        assertThat(restored.judge(from(0, 7))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void shouldNotTrustADamagedSnapshot() throws Exception {
        append(0, 0, 2);
        Dir dir = new SimulatedDisk().root();
        ProducerSnapshot.write(dir, "s", states);
        int size = hex(dir, "s").length() / 2;
        for (int at = 0; at < size; at++) {
            flip(dir, "s", at);
            assertThat(ProducerSnapshot.read(dir, "s")).as("byte " + at).isNull();
            flip(dir, "s", at);
        }
        assertThat(ProducerSnapshot.read(dir, "s")).isNotNull();
        assertThat(ProducerSnapshot.read(dir, "missing")).isNull();
    }

    private void append(int epoch, int sequence, int count) {
        String[] values = new String[count];
        java.util.Arrays.fill(values, "a");
        states.appended(
                aBatch().from(PRODUCER, epoch, sequence).numbered(nextOffset, 0).of(values), nowMs);
        nextOffset += count;
    }

    private static RecordBatch from(int epoch, int sequence) {
        return aBatch().from(PRODUCER, epoch, sequence).of("a");
    }

    private void assertRefused(RecordBatch batch, ErrorCode error) {
        assertThat(states.judge(batch))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo(error));
    }

    private static void flip(Dir dir, String name, int at) throws Exception {
        try (SegmentFile file = dir.open(name)) {
            ByteBuf one = Unpooled.buffer(1);
            file.read(one, at, 1);
            file.write(List.of(Unpooled.wrappedBuffer(new byte[] {(byte) (one.getByte(0) ^ 0x10)})), at);
        }
    }

    private static String hex(Dir dir, String name) throws Exception {
        ByteBuf bytes = Unpooled.buffer();
        try (SegmentFile file = dir.open(name)) {
            file.read(bytes, 0, (int) file.size());
        }
        return ByteBufUtil.hexDump(bytes);
    }
}
