package dev.leat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.cli.produce.Tally.Loss;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.protocol.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TallyTest {
    private static final ClientException REFUSED = ClientErrors.of(ErrorCode.INVALID_RECORD, "writing to t-0", null);

    private final Tally tally = new Tally(10);

    private static Origin line(long number) {
        return new Origin(" of a.txt", "line", number);
    }

    @Test
    void shouldNameAllLinesThatFailedTogether() {
        tally.failed(1, line(12), REFUSED);
        assertThat(tally.loss()).isEqualTo(new Loss(REFUSED, line(12), 12));
        tally.failed(1, line(15), REFUSED);
        tally.failed(1, line(20), ClientErrors.of(ErrorCode.INVALID_RECORD, "writing to t-1", null));
        Loss loss = tally.loss();
        assertThat(loss).isEqualTo(new Loss(REFUSED, line(12), 15));
        assertThat(line(12).upTo(15)).isEqualTo("lines 12 to 15 of a.txt");
        assertThat(line(12).upTo(12)).isEqualTo("line 12 of a.txt");
    }

    @Test
    void shouldKnowOfHowManyRecordsNothingIsKnown() {
        tally.take(1);
        tally.take(1);
        tally.take(1);
        tally.acknowledged(1, 1);
        tally.failed(1, line(2), REFUSED);
        assertThat(tally.open()).isEqualTo(1);
        assertThat(tally.records()).isEqualTo(1);
        assertThat(tally.payloadBytes()).isEqualTo(1);
    }

    @Test
    void shouldLetARecordInThatIsLargerThanTheRoomOnceThatIsEmpty() throws InterruptedException {
        tally.take(4);
        Thread waiting = new Thread(() -> tally.take(1_000));
        waiting.start();
        waiting.join(50);
        assertThat(waiting.isAlive()).isTrue();
        tally.acknowledged(4, 4);
        waiting.join();
        assertThat(tally.open()).isEqualTo(1);
    }
}
