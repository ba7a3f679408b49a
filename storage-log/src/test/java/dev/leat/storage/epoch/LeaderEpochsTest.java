package dev.leat.storage.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaderEpochsTest {
    private static final LeaderEpochs EPOCHS =
            LeaderEpochs.EMPTY.assign(2, 10).assign(4, 20).assign(7, 30);

    @Test
    void shouldEndAnEpochWhereTheNextOneBegins() {
        assertThat(EPOCHS.endOffsetFor(2, 50)).isEqualTo(new EpochEnd(2, 20));
        assertThat(EPOCHS.endOffsetFor(4, 50)).isEqualTo(new EpochEnd(4, 30));
        assertThat(EPOCHS.endOffsetFor(7, 50)).isEqualTo(new EpochEnd(7, 50));
    }

    @Test
    void shouldAnswerWithTheGreatestEpochBelowAnUnknownOne() {
        assertThat(EPOCHS.endOffsetFor(5, 50)).isEqualTo(new EpochEnd(4, 30));
        assertThat(EPOCHS.endOffsetFor(1, 50)).as("older than the log").isEqualTo(new EpochEnd(1, 10));
    }

    @Test
    void shouldNotAnswerForEpochsOfTheFuture() {
        assertThat(EPOCHS.endOffsetFor(8, 50)).isEqualTo(EpochEnd.UNKNOWN);
        assertThat(LeaderEpochs.EMPTY.endOffsetFor(0, 50)).isEqualTo(EpochEnd.UNKNOWN);
        assertThat(EPOCHS.endOffsetFor(-1, 50)).isEqualTo(EpochEnd.UNKNOWN);
    }

    @Test
    void shouldKnowTheEpochOfAnOffset() {
        assertThat(EPOCHS.epochAt(9)).isEqualTo(-1);
        assertThat(EPOCHS.epochAt(10)).isEqualTo(2);
        assertThat(EPOCHS.epochAt(29)).isEqualTo(4);
        assertThat(EPOCHS.epochAt(1_000)).isEqualTo(7);
    }

    @Test
    void shouldDropEntriesThatANewerOneContradicts() {
        assertThat(EPOCHS.assign(8, 20).entries()).containsExactly(new EpochEntry(2, 10), new EpochEntry(8, 20));
        assertThat(EPOCHS.assign(3, 40).entries()).containsExactly(new EpochEntry(2, 10), new EpochEntry(3, 40));
        assertThat(EPOCHS.assign(7, 35)).as("known already").isEqualTo(EPOCHS);
    }

    @Test
    void shouldReplaceAnEmptyEpochByTheNextOneAtTheSameOffset() {
        assertThat(EPOCHS.assign(8, 50).assign(9, 50).entries()).endsWith(new EpochEntry(7, 30), new EpochEntry(9, 50));
    }

    @Test
    void shouldForgetEpochsThatBeginAtOrBeyondTheEnd() {
        LeaderEpochs withEmptyEpoch = EPOCHS.assign(9, 50);
        assertThat(withEmptyEpoch.truncateFromEnd(50))
                .as("no record had to go (9633)")
                .isEqualTo(EPOCHS);
        assertThat(EPOCHS.truncateFromEnd(25).latestEpoch()).isEqualTo(4);
        assertThat(EPOCHS.truncateFromEnd(20).latestEpoch()).isEqualTo(2);
        assertThat(EPOCHS.truncateFromEnd(0)).isEqualTo(LeaderEpochs.EMPTY);
        assertThat(EPOCHS.truncateFromEnd(51)).isSameAs(EPOCHS);
    }

    @Test
    void shouldLetTheEpochInForceBeginAtTheNewStart() {
        assertThat(EPOCHS.truncateFromStart(25).entries())
                .containsExactly(new EpochEntry(4, 25), new EpochEntry(7, 30));
        assertThat(EPOCHS.truncateFromStart(30).entries()).containsExactly(new EpochEntry(7, 30));
        assertThat(EPOCHS.truncateFromStart(99).entries()).containsExactly(new EpochEntry(7, 99));
        assertThat(EPOCHS.truncateFromStart(10)).isSameAs(EPOCHS);
    }

    @Test
    void shouldComeBackFromItsFile() throws Exception {
        Dir dir = new SimulatedDisk().root();
        EpochCheckpoint.write(dir, EPOCHS);
        assertThat(CheckpointFile.text(dir, EpochCheckpoint.NAME)).isEqualTo("0\n3\n2 10\n4 20\n7 30\n");
        assertThat(EpochCheckpoint.read(dir)).isEqualTo(EPOCHS);
    }

    @Test
    void shouldNotTrustADamagedFile() throws Exception {
        Dir dir = new SimulatedDisk().root();
        assertThat(EpochCheckpoint.read(dir)).isNull();
        for (String text :
                List.of("", "0\n", "1\n0\n", "0\n2\n1 1\n", "0\n1\n1\n", "0\n1\nx 1\n", "0\n2\n2 5\n1 9\n")) {
            CheckpointFile.replace(dir, EpochCheckpoint.NAME, text);
            assertThat(EpochCheckpoint.read(dir)).as(text).isNull();
        }
    }
}
