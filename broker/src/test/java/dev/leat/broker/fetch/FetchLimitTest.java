package dev.leat.broker.fetch;

import static dev.leat.broker.fetch.FetchRequests.fetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.base.fake.SeededRandom;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.request.TestDispatcher;
import dev.leat.broker.request.TestExchange;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** When fetch.max.bytes counts as hit: not when it was merely asked beyond, but when it kept data back. */
class FetchLimitTest {
    private static final short VERSION = 12;
    private static final int LIMIT = 1_000;

    private final Metrics metrics = new Metrics();
    private int storedBytes;
    private ErrorCode error = ErrorCode.NONE;

    @Test
    void shouldCountAnAnswerThatItCutShort() {
        storedBytes = 800;
        send(fetch(800, 0, 1).maxBytes(5_000).build());
        assertThat(hits()).isEqualTo(1);
    }

    @Test
    void shouldCountAPartitionForWhichNoRoomWasLeft() {
        storedBytes = LIMIT;
        send(fetch(LIMIT, 0, 1).maxBytes(5_000).build());
        assertThat(hits()).isEqualTo(1);
    }

    @Test
    void shouldNotCountAnAnswerThatHasAllThereIs() {
        storedBytes = 10;
        send(fetch(5_000, 0, 1).maxBytes(5_000).build());
        assertThat(hits()).isZero();
    }

    @Test
    void shouldNotCountAnAnswerThatTheClientWantedNoLarger() {
        storedBytes = 800;
        send(fetch(800, 0, 1).maxBytes(LIMIT).build());
        assertThat(hits()).isZero();
    }

    @Test
    void shouldNotCountAPartitionThatCannotBeRead() {
        error = ErrorCode.OFFSET_OUT_OF_RANGE;
        send(fetch(5_000, 0).maxBytes(5_000).build());
        assertThat(hits()).isZero();
    }

    private void send(FetchRequest request) {
        FetchSessionCache sessions = new FetchSessionCache(0, 0, new SeededRandom(1, "sessions"));
        FetchPlanner planner = new FetchPlanner(sessions, new ManualTime(0).monotonic(), LIMIT, metrics.limits());
        FetchHandler handler = new FetchHandler(
                planner,
                (target, maxBytes, wholeBatch, readCommitted) -> read(target, maxBytes),
                (targets, seen, waiter) -> {},
                metrics);
        TestExchange exchange = new TestDispatcher(handler).send(request, VERSION);
        assertThat(exchange.endings()).isEqualTo(1);
    }

    private FetchResult read(FetchTarget target, int maxBytes) {
        int bytes = error == ErrorCode.NONE ? Math.min(storedBytes, maxBytes) : 0;
        BufferPayload records = bytes == 0 ? null : new BufferPayload(Unpooled.wrappedBuffer(new byte[bytes]));
        return new FetchResult(target.key(), error, 5, 5, 0, null, null, null, records);
    }

    private long hits() {
        return metrics.limits().get(Limit.FETCH_BYTES);
    }
}
