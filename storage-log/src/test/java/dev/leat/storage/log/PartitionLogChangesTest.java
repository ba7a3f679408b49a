package dev.leat.storage.log;

import static dev.leat.storage.log.LogFixture.aLog;
import static dev.leat.storage.log.LogFixture.batches;
import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.epoch.EpochEnd;
import dev.leat.storage.epoch.EpochEntry;
import dev.leat.storage.fs.FileSlice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Cuts, retention, deleted records, epochs, flushes, and appends of a follower. */
class PartitionLogChangesTest {
    @Test
    void shouldKeepTheLeadersOffsetsAndEpochsAsFollower() throws Exception {
        LogFixture fixture = aLog();
        RecordBatch first = aBatch().numbered(0, 3).of("a", "b");
        RecordBatch second = aBatch().numbered(2, 5).of("c");
        fixture.log.appendAsFollower(List.of(first, second), 0);
        assertThat(fixture.log.logEndOffset()).isEqualTo(3);
        assertThat(fixture.log.epochs().entries()).containsExactly(new EpochEntry(3, 0), new EpochEntry(5, 2));
        assertThatThrownBy(() -> fixture.log.appendAsFollower(
                        List.of(aBatch().numbered(2, 5).of("again")), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNumberAnewFromWhereItWasCut() throws Exception {
        LogFixture fixture =
                new LogFixture(LogConfig.builder().segmentBytes(300).build());
        for (String value : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            fixture.append(aBatch().of(value));
        }
        fixture.log.truncateTo(2, 0);
        assertThat(fixture.valuesFrom(0)).containsExactly("a", "b");
        fixture.append(aBatch().of("C"));
        assertThat(fixture.valuesFrom(0)).containsExactly("a", "b", "C");
        assertThat(batches(fixture.log.read(1, 1_000, 2, true))).hasSize(1);
    }

    @Test
    void shouldForgetProducersAndEpochsOfWhatWasCut() throws Exception {
        LogFixture fixture = aLog();
        fixture.log.append(List.of(aBatch().from(1, 0, 0).of("a")), 1, 0);
        fixture.log.append(List.of(aBatch().from(1, 0, 1).of("b")), 2, 0);
        fixture.log.truncateTo(1, 0);
        assertThat(fixture.log.latestEpoch()).isEqualTo(1);
        AppendOutcome outcome = fixture.log
                .append(List.of(aBatch().from(1, 0, 1).of("b")), 1, 0)
                .get(0);
        assertThat(outcome.duplicate()).isFalse();
        assertThat(outcome.error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void shouldForgetAnEmptyEpochWhenCutAtItsEnd() throws Exception {
        LogFixture fixture = aLog();
        fixture.log.append(List.of(aBatch().of("a")), 1, 0);
        fixture.log.beginEpoch(2);
        assertThat(fixture.log.endOffsetFor(1)).isEqualTo(new EpochEnd(1, 1));
        fixture.log.truncateTo(1, 0);
        assertThat(fixture.log.latestEpoch()).isEqualTo(1);
    }

    @Test
    void shouldGoOnAnywhereAfterAFullCut() throws Exception {
        LogFixture fixture = aLog();
        fixture.append(aBatch().of("a", "b"));
        fixture.log.truncateFullyAndStartAt(100, 0);
        assertThat(fixture.log.logStartOffset()).isEqualTo(100);
        assertThat(fixture.log.logEndOffset()).isEqualTo(100);
        fixture.log.appendAsFollower(List.of(aBatch().numbered(100, 4).of("c")), 0);
        assertThat(fixture.valuesFrom(100)).containsExactly("c");
        fixture.log.truncateTo(50, 0);
        assertThat(fixture.log.logEndOffset())
                .as("a cut below the start moves the log")
                .isEqualTo(50);
    }

    @Test
    void shouldServeReadersOfDeletedSegments() throws Exception {
        LogFixture fixture = new LogFixture(
                LogConfig.builder().segmentBytes(200).retentionBytes(1).build());
        for (String value : List.of("a", "b", "c", "d", "e", "f")) {
            fixture.append(aBatch().of(value));
        }
        FileSlice slice =
                Objects.requireNonNull(fixture.log.read(0, 100, 6, true).records());
        SegmentRemoval removal = fixture.log.deleteOldSegments(6, fixture.nowMs);
        assertThat(removal.isEmpty()).isFalse();
        assertThat(fixture.log.read(0, 100, 6, true).inRange()).isFalse();
        removal.run();
        ByteBuf bytes = Unpooled.buffer();
        slice.readInto(bytes);
        slice.release();
        assertThat(RecordBatch.at(bytes, 0).hasValidCrc()).isTrue();
        assertThat(fixture.dir().files()).doesNotContain("00000000000000000000.log", "00000000000000000000.index");
    }

    @Test
    void shouldDeleteNothingAboveTheHighWatermark() throws Exception {
        LogFixture fixture = new LogFixture(
                LogConfig.builder().segmentBytes(200).retentionBytes(0).build());
        for (String value : List.of("a", "b", "c", "d", "e", "f")) {
            fixture.append(aBatch().of(value));
        }
        fixture.log.deleteOldSegments(3, fixture.nowMs).run();
        assertThat(fixture.log.logStartOffset()).isEqualTo(2);
        fixture.log.deleteOldSegments(6, fixture.nowMs).run();
        assertThat(fixture.log.logStartOffset())
                .as("all gone, a new segment begins")
                .isEqualTo(6);
        fixture.append(aBatch().of("g"));
        assertThat(fixture.valuesFrom(6)).containsExactly("g");
    }

    @Test
    void shouldDeleteByAgeOfTheYoungestRecord() throws Exception {
        LogFixture fixture = new LogFixture(
                LogConfig.builder().segmentBytes(200).retentionMs(100).build());
        for (int i = 0; i < 6; i++) {
            fixture.append(aBatch().at(1_000 + i * 10L).of("v" + i));
        }
        fixture.log.deleteOldSegments(6, 1_000 + 10 + 100).run();
        assertThat(fixture.log.logStartOffset()).as("just as old as allowed").isZero();
        fixture.log.deleteOldSegments(6, 1_000 + 10 + 101).run();
        assertThat(fixture.log.logStartOffset()).isEqualTo(2);
    }

    @Test
    void shouldHideDeletedRecordsAndDropTheirSegments() throws Exception {
        LogFixture fixture = new LogFixture(
                LogConfig.builder().segmentBytes(200).cleanupPolicy(false, true).build());
        for (String value : List.of("a", "b", "c", "d", "e", "f")) {
            fixture.append(aBatch().of(value));
        }
        fixture.log.advanceLogStart(5);
        assertThat(fixture.log.read(4, 100, 6, true).inRange()).isFalse();
        assertThat(fixture.valuesFrom(5)).containsExactly("f");
        assertThat(fixture.log.epochs().entries()).containsExactly(new EpochEntry(0, 5));
        assertThat(fixture.log.deleteOldSegments(6, fixture.nowMs).segmentCount())
                .isEqualTo(2);
        assertThat(fixture.log.logStartOffset()).isEqualTo(5);
    }

    @Test
    void shouldAskForAFlushAsConfigured() throws Exception {
        LogFixture fixture = new LogFixture(
                LogConfig.builder().flushMessages(3).flushMs(1_000).build());
        fixture.append(aBatch().of("a", "b"));
        assertThat(fixture.log.flushDue(fixture.nowMs)).isFalse();
        fixture.append(aBatch().of("c"));
        assertThat(fixture.log.flushDue(fixture.nowMs)).isTrue();
        fixture.log.flush(fixture.nowMs);
        assertThat(fixture.log.recoveryPoint()).isEqualTo(3);
        fixture.append(aBatch().of("d"));
        assertThat(fixture.log.flushDue(fixture.nowMs + 999)).isFalse();
        assertThat(fixture.log.flushDue(fixture.nowMs + 1_000)).isTrue();
    }

    @Test
    void shouldNotBelieveAFlushThatACutOvertook() throws Exception {
        LogFixture fixture = aLog();
        fixture.append(aBatch().of("a"), aBatch().of("b"));
        LogFlush flush = fixture.log.prepareFlush();
        fixture.log.truncateTo(1, 0);
        fixture.append(aBatch().of("B"));
        flush.run();
        fixture.log.completeFlush(flush, 0);
        assertThat(fixture.log.recoveryPoint()).isZero();
    }

    @Test
    void shouldHoldTheStableOffsetUntilTheMarkerIsReplicated() throws Exception {
        LogFixture fixture = aLog();
        fixture.append(aBatch().of("a"), aBatch().from(1, 0, 0).transactional().of("b"));
        assertThat(fixture.log.lastStableOffset(2)).isEqualTo(1);
        fixture.append(aBatch().from(1, 0, -1).marker(false, 0));
        assertThat(fixture.log.lastStableOffset(2)).isEqualTo(1);
        fixture.log.onHighWatermark(3);
        assertThat(fixture.log.lastStableOffset(3)).isEqualTo(3);
        assertThat(fixture.log.abortedTransactions(0, 3)).hasSize(1);
        assertThat(fixture.log.abortedTransactions(0, 1)).isEmpty();
    }

    @Test
    void shouldFindRecordsByTimeInsideOfBatches() throws Exception {
        LogFixture fixture = aLog();
        fixture.append(
                aBatch().at(1_000).of("a", "b", "c"),
                aBatch().at(500).of("d"),
                aBatch().at(2_000).of("e"));
        assertThat(fixture.log.offsetForTimestamp(1_002, 5)).isEqualTo(new TimestampedOffset(2, 1_002, 0));
        assertThat(fixture.log.offsetForTimestamp(1_003, 5)).isEqualTo(new TimestampedOffset(4, 2_000, 0));
        assertThat(fixture.log.offsetForTimestamp(1_003, 4)).isNull();
        assertThat(fixture.log.offsetForTimestamp(2_001, 5)).isNull();
        assertThat(fixture.log.offsetOfMaxTimestamp(5)).isEqualTo(new TimestampedOffset(4, 2_000, 0));
    }
}
