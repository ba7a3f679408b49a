package dev.leat.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionNoticeTest {
    private static final Set<TopicPartition> FIRST = Set.of(new TopicPartition("t", 0));
    private static final Set<TopicPartition> SECOND = Set.of(new TopicPartition("t", 1));
    private static final ClientException GONE = new RetriableException(null, "connection was closed", "", null);
    private static final ClientException LEADER_MOVED =
            ClientErrors.of(ErrorCode.NOT_LEADER_OR_FOLLOWER, "reading t-0", null);

    private final List<String> lines = new ArrayList<>();
    private final ConnectionNotice notice = new ConnectionNotice(lines::add, 30_000);

    @Test
    void shouldTellOnceThatTheConnectionIsLostAndOnceThatItIsBack() {
        notice.failed(FIRST, GONE, 0);
        notice.failed(FIRST, GONE, 500);
        notice.failed(FIRST, GONE, 5_000);
        assertThat(lines).containsExactly("connection was closed; trying again for up to 30 s");
        notice.answered(FIRST);
        notice.answered(FIRST);
        assertThat(lines).hasSize(2).last().isEqualTo("connected again");
    }

    @Test
    void shouldTellAgainOfTheNextOutage() {
        notice.failed(FIRST, GONE, 0);
        notice.answered(FIRST);
        notice.failed(FIRST, GONE, 9_000);
        assertThat(lines).hasSize(3);
        assertThat(notice.outageMs(10_000)).isEqualTo(1_000);
    }

    @Test
    void shouldNotBeConnectedAgainBecauseAnotherPartitionIs() {
        notice.failed(FIRST, GONE, 0);
        notice.answered(SECOND);
        notice.failed(FIRST, GONE, 400);
        assertThat(lines).hasSize(1);
        assertThat(notice.outageMs(400)).isEqualTo(400);
        notice.answered(FIRST);
        assertThat(lines).hasSize(2);
        assertThat(notice.isOutage()).isFalse();
    }

    @Test
    void shouldKeepQuietAboutALeaderThatMovesUnlessItTakesLong() {
        notice.failed(FIRST, LEADER_MOVED, 0);
        notice.answered(FIRST);
        assertThat(lines).isEmpty();
        notice.failed(FIRST, LEADER_MOVED, 100);
        notice.failed(FIRST, LEADER_MOVED, 1_200);
        assertThat(lines).hasSize(1).first().asString().startsWith("reading t-0 failed");
    }

    @Test
    void shouldForgetPartitionsThatAreReadNoMore() {
        notice.failed(FIRST, GONE, 0);
        notice.keepOnly(SECOND);
        assertThat(notice.isOutage()).isFalse();
    }
}
