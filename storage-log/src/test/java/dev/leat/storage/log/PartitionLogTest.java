package dev.leat.storage.log;

import static dev.leat.storage.log.LogFixture.aLog;
import static dev.leat.storage.log.LogFixture.batches;
import static dev.leat.storage.log.TestBatches.aBatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.fs.simulated.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionLogTest {
    @Test
    void shouldNumberBatchesOfOneTurnWithoutGaps() throws Exception {
        LogFixture fixture = aLog();
        List<AppendOutcome> outcomes = fixture.append(aBatch().of("a", "b"), aBatch().of("c"), aBatch().of("d", "e"));
        assertThat(outcomes).extracting(AppendOutcome::baseOffset).containsExactly(0L, 2L, 3L);
        assertThat(outcomes).extracting(AppendOutcome::lastOffset).containsExactly(1L, 2L, 4L);
        assertThat(fixture.log.logEndOffset()).isEqualTo(5);
        assertThat(fixture.valuesFrom(0)).containsExactly("a", "b", "c", "d", "e");
        assertThat(fixture.valuesFrom(4)).containsExactly("e");
    }

    @Test
    void shouldWriteAllBatchesOfOneTurnAtOnce() throws Exception {
        LogFixture fixture = aLog();
        int[] writes = {0};
        fixture.disk.setFaults((operation, path) -> {
            writes[0] += operation == FaultPlan.Operation.WRITE && path.endsWith(".log") ? 1 : 0;
            return null;
        });
        fixture.append(aBatch().of("a"), aBatch().of("b"), aBatch().of("c"));
        assertThat(writes[0]).isEqualTo(1);
    }

    @Test
    void shouldStampLeaderEpochAndKeepChecksumValid() throws Exception {
        LogFixture fixture = aLog();
        fixture.log.append(List.of(aBatch().of("a")), 7, 0);
        RecordBatch stored =
                batches(fixture.log.read(0, 1000, Long.MAX_VALUE, true)).get(0);
        assertThat(stored.partitionLeaderEpoch()).isEqualTo(7);
        assertThat(stored.hasValidCrc()).isTrue();
        assertThat(fixture.log.latestEpoch()).isEqualTo(7);
    }

    @Test
    void shouldNeverReadBeyondTheGivenEnd() throws Exception {
        LogFixture fixture = aLog();
        fixture.append(aBatch().of("a"), aBatch().of("b"), aBatch().of("c"));
        assertThat(batches(fixture.log.read(0, 1 << 20, 2, true))).hasSize(2);
        assertThat(fixture.log.read(2, 1 << 20, 2, true).records()).isNull();
        assertThat(fixture.log.read(3, 1 << 20, 3, true).inRange()).isTrue();
        assertThat(fixture.log.read(4, 1 << 20, 3, true).inRange()).isFalse();
        assertThat(fixture.log.read(-1, 1 << 20, 3, true).inRange()).isFalse();
    }

    @Test
    void shouldNeverReadBeyondTheGivenEndWhenItLiesFarBehind() throws Exception {
        LogFixture fixture = new LogFixture(
                LogConfig.builder().indexIntervalBytes(300).segmentBytes(40_000).build());
        for (int i = 0; i < 2_000; i++) {
            fixture.append(aBatch().of("value " + i));
        }
        assertThat(fixture.log.segmentCount()).isGreaterThan(2);
        for (long end = 1; end < 2_000; end += 7) {
            for (long offset = Math.max(0, end - 5); offset < end; offset++) {
                List<RecordBatch> batches = batches(fixture.log.read(offset, 1 << 20, end, true));
                assertThat(batches.get(0).baseOffset()).isEqualTo(offset);
                assertThat(batches.get(batches.size() - 1).lastOffset()).isLessThan(end);
            }
        }
    }

    @Test
    void shouldGiveFirstBatchWholeEvenIfLargerThanAskedFor() throws Exception {
        LogFixture fixture = aLog();
        fixture.append(aBatch().of(10, 100), aBatch().of(1, 1));
        assertThat(batches(fixture.log.read(5, 1, Long.MAX_VALUE, true))).hasSize(1);
        assertThat(fixture.log.read(5, 1, Long.MAX_VALUE, false).records()).isNull();
    }

    @Test
    void shouldRollWhenTheNextBatchDoesNotFit() throws Exception {
        LogFixture fixture =
                new LogFixture(LogConfig.builder().segmentBytes(600).build());
        List<RecordBatch> batches = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            batches.add(aBatch().of(1, 100));
        }
        fixture.log.append(batches, 0, 0);
        assertThat(fixture.log.segmentCount()).isEqualTo(4);
        assertThat(fixture.valuesFrom(0)).hasSize(10);
        assertThat(fixture.dir().files())
                .contains("00000000000000000000.log", "00000000000000000003.log", "00000000000000000003.snapshot");
    }

    @Test
    void shouldRollByTheTimesOfTheBatches() throws Exception {
        LogFixture fixture = new LogFixture(LogConfig.builder().segmentMs(100).build());
        fixture.append(aBatch().at(1_000).of("a"));
        fixture.append(aBatch().at(1_100).of("b"));
        assertThat(fixture.log.segmentCount()).isEqualTo(1);
        fixture.append(aBatch().at(1_101).of("c"));
        assertThat(fixture.log.segmentCount()).isEqualTo(2);
    }

    @Test
    void shouldRollWhenAnIndexIsFull() throws Exception {
        LogFixture fixture = new LogFixture(
                LogConfig.builder().indexIntervalBytes(0).segmentIndexBytes(36).build());
        for (int i = 0; i < 10; i++) {
            fixture.append(aBatch().at(1_000 + i).of("a"));
        }
        assertThat(fixture.log.segmentCount()).isGreaterThan(1);
        assertThat(fixture.valuesFrom(0)).hasSize(10);
    }

    @Test
    void shouldRefuseBatchThatFitsIntoNoSegment() throws Exception {
        LogFixture fixture =
                new LogFixture(LogConfig.builder().segmentBytes(500).build());
        List<AppendOutcome> outcomes = fixture.append(aBatch().of(1, 1_000), aBatch().of("b"));
        assertThat(outcomes)
                .extracting(AppendOutcome::error)
                .containsExactly(ErrorCode.RECORD_LIST_TOO_LARGE, ErrorCode.NONE);
        assertThat(outcomes.get(1).baseOffset()).isZero();
    }

    @Test
    void shouldAnswerDuplicatesWithTheirFirstOffset() throws Exception {
        LogFixture fixture = aLog();
        fixture.append(aBatch().from(1, 0, 0).of("a", "b"));
        fixture.append(aBatch().of("between"));
        AppendOutcome again = fixture.append(aBatch().from(1, 0, 0).of("a", "b"));
        assertThat(again.duplicate()).isTrue();
        assertThat(again.error()).isEqualTo(ErrorCode.NONE);
        assertThat(again.baseOffset()).isZero();
        assertThat(fixture.log.logEndOffset()).isEqualTo(3);
    }

    @Test
    void shouldSeeDuplicateWithinOneTurn() throws Exception {
        LogFixture fixture = aLog();
        List<AppendOutcome> outcomes = fixture.append(
                aBatch().from(1, 0, 0).of("a"), aBatch().from(1, 0, 0).of("a"));
        assertThat(outcomes).extracting(AppendOutcome::duplicate).containsExactly(false, true);
        assertThat(fixture.valuesFrom(0)).containsExactly("a");
    }

    @Test
    void shouldRefuseEveryChangeAfterAFailedWrite() throws Exception {
        LogFixture fixture = aLog();
        fixture.append(aBatch().of("a"));
        fixture.disk.setFaults(FaultPlan.failNth(FaultPlan.Operation.WRITE, 1));
        assertThatThrownBy(() -> fixture.append(aBatch().of("b"))).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> fixture.append(aBatch().of("c"))).isInstanceOf(StorageException.class);
        assertThat(fixture.valuesFrom(0)).containsExactly("a");
    }
}
