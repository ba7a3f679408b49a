package dev.leat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.fake.ManualTime;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.request.Exchange;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One connection on a channel that takes as much as it is told to, in time that the test moves. */
class ConnectionHandlerTest {
    private static final long IDLE_MS = 60_000;
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(100_000, 10, 1_000_000, 10, 10, IDLE_MS, 10_000, 20_000);

    private final ManualTime time = new ManualTime(0);
    private final Metrics metrics = new Metrics();
    private final AtomicReference<RuntimeException> broker = new AtomicReference<>();
    private final List<Exchange> requests = new ArrayList<>();
    private final NetServices services =
            new NetServices(LIMITS, this::arrived, time.monotonic(), metrics, new OneLoop());
    private final SlowChannel channel = new SlowChannel();
    private final ConnectionHandler connection = new ConnectionHandler(channel, "1", services);
    private final FakeFile sound = new FakeFile();
    private final FakeFile broken = new FakeFile();

    ConnectionHandlerTest() {
        channel.pipeline().addLast(connection);
        broken.fail();
    }

    @AfterEach
    void close() {
        channel.takes = Integer.MAX_VALUE;
        channel.finishAndReleaseAll();
    }

    private void arrived(ByteBuf frame, Exchange exchange) {
        frame.release();
        if (broker.get() != null) {
            throw broker.get();
        }
        requests.add(exchange);
    }

    @Test
    void shouldSendNothingOfAResponseThatCannotBeReadNorOfThoseBehindIt() throws Exception {
        channel.takes = Integer.MAX_VALUE;
        receive(3);
        ByteBuf head = Unpooled.buffer().writeInt(0).writeLong(1);
        ByteBuf tail = Unpooled.buffer().writeLong(2);
        requests.get(2).send(new Answer(zeros(12)));
        requests.get(1)
                .send(new Answer(
                        new BufferPayload(head),
                        sound.slice(100),
                        broken.slice(100),
                        sound.slice(100),
                        new BufferPayload(tail)));
        requests.get(0).send(new Answer(zeros(20)));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.sentBytes).as("the answer before it").isEqualTo(20);
        assertThat(head.refCnt()).isZero();
        assertThat(tail.refCnt()).isZero();
        assertThat(sound.isLetGo()).isTrue();
        assertThat(broken.isLetGo()).isTrue();
        assertThat(services.budget().usedBytes()).isZero();
    }

    @Test
    void shouldSendWhatATaskAnswersBeforeTasksThatCameLater() {
        channel.takes = Integer.MAX_VALUE;
        receive(1);
        AtomicBoolean writtenBefore = new AtomicBoolean();
        connection.execute(() -> requests.get(0).send(new Answer(zeros(20))));
        connection.loop().execute(() -> writtenBefore.set(services.budget().usedBytes() == 0));
        channel.runPendingTasks();
        assertThat(writtenBefore).as("the exchange has ended").isTrue();
        assertThat(channel.sentBytes).isEqualTo(20);
    }

    @Test
    void shouldSendWhatATaskHasAnsweredThatFails() {
        channel.takes = Integer.MAX_VALUE;
        receive(2);
        connection.execute(() -> {
            requests.get(0).send(new Answer(zeros(20)));
            throw new IllegalStateException("expected by the test");
        });
        channel.runPendingTasks();
        assertThatThrownBy(channel::checkException).hasMessage("expected by the test");
        assertThat(connection.isGathering()).isFalse();
        requests.get(1).send(new Answer(zeros(20)));
        channel.runPendingTasks();
        assertThat(channel.sentBytes).isEqualTo(40);
    }

    @Test
    void shouldCloseTheConnectionWhenARequestThatWaitedForRoomCannotBeTaken() {
        channel.takes = Integer.MAX_VALUE;
        receive(LIMITS.maxInFlightRequests() + 1);
        broker.set(new IllegalStateException("expected by the test"));
        requests.get(0).send(new Answer(zeros(20)));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(connection.isGathering()).isFalse();
    }

    @Test
    void shouldCloseAConnectionThatIsSilentForTooLong() {
        receive(1);
        requests.get(0).send(new Answer(zeros(20)));
        channel.takes = Integer.MAX_VALUE;
        channel.flush();
        sweepFor(IDLE_MS);
        assertThat(channel.isOpen()).isTrue();
        sweepFor(2_000);
        assertThat(channel.isOpen()).isFalse();
        assertThat(metrics.limits().get(Limit.CONNECTION_IDLE)).isEqualTo(1);
    }

    @Test
    void shouldKeepAConnectionThatTakesItsResponseSlowly() {
        receive(1);
        requests.get(0).send(new Answer(zeros(1_000_000)));
        for (int minute = 0; minute < 10; minute++) {
            sweepFor(IDLE_MS - 10_000);
            channel.takes = 10;
            channel.flush();
            assertThat(channel.isOpen()).as("minute %d", minute).isTrue();
        }
        assertThat(channel.sentBytes).isEqualTo(100);
    }

    @Test
    void shouldCloseAConnectionThatTakesNothingHoweverMuchIsQueuedForIt() {
        receive(5);
        for (Exchange request : requests) {
            request.send(new Answer(zeros(1_000)));
            sweepFor(IDLE_MS / 4);
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.sentBytes).isZero();
        assertThat(metrics.limits().get(Limit.CONNECTION_IDLE)).isEqualTo(1);
    }

    @Test
    void shouldPassOnATurnForRoomThatComesAfterItsEnd() {
        List<String> served = new ArrayList<>();
        assertThat(services.budget().tryReserve(500_000)).isTrue();
        List<SlowChannel> gone = new ArrayList<>();
        for (int i = 0; i < 20; i++) { // more than are woken together
            SlowChannel waiting = new SlowChannel();
            waiting.pipeline().addLast(new ConnectionHandler(waiting, "waiting", services));
            fillUntilItWaits(waiting);
            waiting.close();
            gone.add(waiting);
        }
        services.budget().whenUnreserved(() -> served.add("who still waits"));
        services.budget().unreserve(500_000);
        for (int pass = 0; pass < gone.size(); pass++) {
            gone.forEach(SlowChannel::runPendingTasks);
        }
        assertThat(served).hasSize(1);
    }

    /** Begins a frame that needs a reservation, as far as it is read without one. */
    private static void fillUntilItWaits(SlowChannel waiting) {
        for (int read = 0; waiting.config().isAutoRead(); read++) {
            ByteBuf buffer =
                    waiting.config().getRecvByteBufAllocator().newHandle().allocate(waiting.alloc());
            if (read == 0) {
                buffer.writeInt(LIMITS.maxRequestBytes());
            }
            buffer.writeZero(buffer.writableBytes());
            waiting.writeInbound(buffer);
        }
    }

    /** Moves time on second by second, looking for idle connections as the server does. */
    private void sweepFor(long ms) {
        for (long passed = 0; passed < ms; passed += 1_000) {
            time.advance(1_000);
            connection.closeIfOverdue(time.monotonic().nanos());
            channel.runPendingTasks();
        }
    }

    private void receive(int count) {
        ByteBuf buffer = channel.config().getRecvByteBufAllocator().newHandle().allocate(channel.alloc());
        for (int i = 0; i < count; i++) {
            buffer.writeInt(Integer.BYTES).writeInt(i);
        }
        channel.writeInbound(buffer);
        assertThat(requests).hasSize(Math.min(count, LIMITS.maxInFlightRequests()));
    }

    private static Payload zeros(int bytes) {
        return new BufferPayload(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    private record Answer(List<Payload> parts) implements Exchange.EncodableResponse {
        Answer(Payload... parts) {
            this(List.of(parts));
        }

        @Override
        public List<Payload> encode(ByteBufAllocator allocator) {
            return parts;
        }

        @Override
        public void discard() {
            parts.forEach(Payload::release);
        }
    }

    /** Takes {@link #takes} bytes of what is flushed and leaves the rest in its buffer. */
    private static final class SlowChannel extends EmbeddedChannel {
        private int takes;
        private long sentBytes;

        @Override
        protected void doWrite(ChannelOutboundBuffer output) {
            while (takes > 0 && output.current() instanceof ByteBuf buffer) {
                int taken = Math.min(takes, buffer.readableBytes());
                takes -= taken;
                sentBytes += taken;
                output.removeBytes(taken);
            }
        }
    }
}
