package dev.leat.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionNoticeTest {
    private static final ClientException GONE = new RetriableException(null, "connection was closed", "", null);
    private static final ClientException LEADER_MOVED =
            ClientErrors.of(ErrorCode.NOT_LEADER_OR_FOLLOWER, "reading t-0", null);

    private final List<String> lines = new ArrayList<>();
    private final ConnectionNotice notice = new ConnectionNotice(lines::add, 30_000);

    private void troubleAt(long nowMs, ClientException... troubles) {
        notice.look(List.of(troubles), nowMs);
    }

    @Test
    void shouldTellOnceThatTheConnectionIsLostAndOnceThatItIsBack() {
        troubleAt(0, GONE);
        troubleAt(500, GONE);
        troubleAt(5_000, GONE);
        assertThat(lines).containsExactly("connection was closed; trying again for up to 30 s");
        troubleAt(6_000);
        troubleAt(7_000);
        assertThat(lines).hasSize(2).last().isEqualTo("connected again");
    }

    @Test
    void shouldTellAgainOfTheNextOutage() {
        troubleAt(0, GONE);
        troubleAt(1);
        troubleAt(9_000, GONE);
        assertThat(lines).hasSize(3);
    }

    @Test
    void shouldKeepQuietAboutALeaderThatMovesUnlessItTakesLong() {
        troubleAt(0, LEADER_MOVED);
        troubleAt(50);
        troubleAt(100, LEADER_MOVED);
        troubleAt(1_100, LEADER_MOVED);
        assertThat(lines).isEmpty();
        troubleAt(1_200, LEADER_MOVED);
        assertThat(lines).hasSize(1).first().asString().startsWith("reading t-0 failed");
    }

    @Test
    void shouldTellOfTheBrokerThatDoesNotAnswerFirst() {
        troubleAt(0, LEADER_MOVED, GONE);
        assertThat(lines).hasSize(1).first().asString().startsWith("connection was closed");
    }

    @Test
    void shouldEndWithTheReasonWhenItTakesTooLong() {
        troubleAt(0, LEADER_MOVED);
        troubleAt(30_000, GONE);
        assertThatThrownBy(() -> troubleAt(30_001, GONE)).isSameAs(GONE);
    }
}
