package dev.leat.broker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FetchSessionTest {
    private final FetchSessionCache cache = new FetchSessionCache(2, 1_000, new SeededRandom(1, "sessions"));

    @Test
    void shouldTakeEachEpochOnceAndInOrder() {
        FetchSession session = sessionOf(0);
        assertThat(session.takeEpoch(2, 0)).isFalse();
        assertThat(session.takeEpoch(1, 0)).isTrue();
        assertThat(session.takeEpoch(1, 0)).isFalse();
        assertThat(session.takeEpoch(2, 0)).isTrue();
    }

    @Test
    void shouldReportAPartitionOnlyWhenItHasNews() {
        FetchSession session = sessionOf(0);
        session.update(List.of(target(0)), List.of());
        assertThat(session.mustReport(result(0, 5, null))).as("first time").isTrue();
        assertThat(session.mustReport(result(0, 5, null))).as("nothing new").isFalse();
        assertThat(session.mustReport(result(0, 6, null)))
                .as("high watermark moved")
                .isTrue();
        assertThat(session.mustReport(result(0, 6, "data"))).as("data").isTrue();
    }

    @Test
    void shouldReportAnErrorEveryTimeAndTheMarksAfterIt() {
        FetchSession session = sessionOf(0);
        session.update(List.of(target(0)), List.of());
        session.mustReport(result(0, 5, null));
        FetchResult failure = FetchResult.failed(target(0).key(), ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(session.mustReport(failure)).isTrue();
        assertThat(session.mustReport(failure)).isTrue();
        assertThat(session.mustReport(result(0, 5, null))).isTrue();
    }

    @Test
    void shouldServePartitionsThatGaveDataLast() {
        FetchSession session = sessionOf(0);
        session.update(List.of(target(0), target(1), target(2)), List.of());
        session.mustReport(result(0, 5, "data"));
        assertThat(session.targets()).containsExactly(target(1), target(2), target(0));
    }

    @Test
    void shouldDropWhatTheClientForgot() {
        FetchSession session = sessionOf(0);
        session.update(List.of(target(0), target(1)), List.of());
        session.update(List.of(), List.of(target(0).key()));
        assertThat(session.targets()).containsExactly(target(1));
    }

    @Test
    void shouldRefuseANewSessionWhileAllAreBusyAndEvictTheIdlestLater() {
        FetchSession first = sessionOf(0);
        FetchSession second = sessionOf(500);
        assertThat(cache.create(true, 900)).isNull();
        assertThat(cache.refusals()).isEqualTo(1);
        assertThat(cache.create(true, 1_000)).isNotNull();
        assertThat(cache.find(first.id())).isNull();
        assertThat(cache.find(second.id())).isSameAs(second);
        assertThat(cache.evictions()).isEqualTo(1);
    }

    private FetchSession sessionOf(long nowMs) {
        FetchSession session = cache.create(true, nowMs);
        assertThat(session).isNotNull();
        return session;
    }

    private static FetchTarget target(int partition) {
        return new FetchTarget(new FetchKey("", new Uuid(1, 2), partition), 0, 1_000, -1, -1);
    }

    private static FetchResult result(int partition, long highWatermark, @Nullable String data) {
        var records = data == null ? null : new BufferPayload(Unpooled.wrappedBuffer(new byte[] {1}));
        return new FetchResult(
                target(partition).key(), ErrorCode.NONE, highWatermark, highWatermark, 0, null, null, null, records);
    }
}
