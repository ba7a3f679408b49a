package dev.leat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.request.Exchange;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server over real sockets; requests and answers are numbers here. */
@Timeout(30)
class NetServerTest {
    private static final int MAX_IN_FLIGHT = 3;
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(100_000, MAX_IN_FLIGHT, 1_000_000, 2, 2, 60_000, 10_000, 20_000);

    private final AtomicLong nanos = new AtomicLong();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private NetServer server;

    /** A request that arrived. */
    private record Request(int number, Exchange exchange) {}

    @BeforeEach
    void start() throws IOException {
        NetConfig config = new NetConfig("127.0.0.1", 0, 1, 10, -1, -1, true);
        server = new NetServer(config, LIMITS, this::arrived, nanos::get, new Metrics());
        server.startAccepting();
    }

    @AfterEach
    void end() {
        server.close();
    }

    private void arrived(ByteBuf frame, Exchange exchange) {
        requests.add(new Request(frame.readInt(), exchange));
        frame.release();
    }

    @Test
    void shouldAnswerInTheOrderOfRequestsWhateverTheOrderOfAnswers() throws Exception {
        try (Client client = new Client()) {
            client.send(1, 2, 3);
            Request first = next();
            Request second = next();
            Request third = next();
            third.exchange().send(new Answer(33));
            second.exchange().send(new Answer(22));
            first.exchange().send(new Answer(11));
            assertThat(client.receive()).isEqualTo(11);
            assertThat(client.receive()).isEqualTo(22);
            assertThat(client.receive()).isEqualTo(33);
        }
    }

    @Test
    void shouldPassOverARequestThatGetsNoAnswer() throws Exception {
        try (Client client = new Client()) {
            client.send(1, 2);
            next().exchange().sendNothing();
            next().exchange().send(new Answer(22));
            assertThat(client.receive()).isEqualTo(22);
        }
    }

    @Test
    void shouldTakeNoMoreRequestsThanMayBeUnderWayUntilOneIsAnswered() throws Exception {
        try (Client client = new Client()) {
            client.send(1, 2, 3, 4);
            Request first = next();
            next();
            next();
            assertThat(requests.poll(50, TimeUnit.MILLISECONDS)).isNull();
            first.exchange().send(new Answer(11));
            assertThat(client.receive()).isEqualTo(11);
            assertThat(next().number()).isEqualTo(4);
        }
    }

    @Test
    void shouldGoOnWithRequestsThatWaitedWhenAnswersAreGivenAtOnce() throws Exception {
        try (Client client = new Client()) {
            client.send(1, 2, 3, 4, 5, 6, 7, 8);
            for (int number = 1; number <= 8; number++) {
                next().exchange().send(new Answer(number));
                assertThat(client.receive()).isEqualTo(number);
            }
        }
    }

    @Test
    void shouldSendWhatCameBeforeAnAbortAndNothingAfterIt() throws Exception {
        try (Client client = new Client()) {
            client.send(1, 2, 3);
            Request first = next();
            Request second = next();
            Answer late = new Answer(33);
            next().exchange().send(late);
            second.exchange().abort("a test");
            first.exchange().send(new Answer(11));
            assertThat(client.receive()).isEqualTo(11);
            assertThat(client.isAtEnd()).isTrue();
            assertThat(late.discarded.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldDiscardAnswersOfAConnectionThatHasClosed() throws Exception {
        Request before;
        try (Client client = new Client()) {
            client.send(1);
            before = next();
        }
        CountDownLatch closed = new CountDownLatch(1);
        before.exchange()
                .connection()
                .execute(() -> before.exchange().connection().onClose(closed::countDown));
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        Answer late = new Answer(11);
        before.exchange().send(late);
        assertThat(late.discarded.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldCloseAConnectionThatAnnouncesTooLargeAFrame() throws Exception {
        try (Client client = new Client()) {
            client.out.writeInt(LIMITS.maxRequestBytes() + 1);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void shouldCloseAConnectionThatSendsHalfAFrameAndNoMore() throws Exception {
        try (Client client = new Client()) {
            client.send(1);
            next().exchange().send(new Answer(11));
            assertThat(client.receive()).isEqualTo(11);
            client.out.writeInt(8);
            client.out.writeInt(2);
            client.out.flush();
            while (client.isQuiet()) { // time may have moved before the half frame was read
                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(LIMITS.frameDeadlineMs() + 1));
            }
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void shouldCloseAConnectionThatNeverSpeaks() throws Exception {
        try (Client client = new Client();
                Client other = new Client()) {
            other.send(1);
            next().exchange().send(new Answer(11));
            assertThat(other.receive()).isEqualTo(11);
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(LIMITS.firstFrameDeadlineMs() + 1));
            assertThat(client.isAtEnd()).isTrue();
            other.send(2);
            assertThat(next().number()).as("who has spoken stays").isEqualTo(2);
        }
    }

    @Test
    void shouldTurnAwayMoreConnectionsThanAllowed() throws Exception {
        try (Client one = new Client();
                Client two = new Client();
                Client three = new Client()) {
            assertThat(three.isAtEnd()).isTrue();
            one.send(1);
            two.send(2);
            assertThat(List.of(next().number(), next().number())).containsExactlyInAnyOrder(1, 2);
        }
    }

    private Request next() throws InterruptedException {
        return Objects.requireNonNull(requests.poll(10, TimeUnit.SECONDS), "no request came");
    }

    private static final class Answer implements Exchange.EncodableResponse {
        private final int number;
        private final CountDownLatch discarded = new CountDownLatch(1);

        Answer(int number) {
            this.number = number;
        }

        @Override
        public List<Payload> encode(ByteBufAllocator allocator) {
            return List.of(new BufferPayload(allocator.buffer().writeInt(0).writeInt(number)));
        }

        @Override
        public void discard() {
            discarded.countDown();
        }
    }

    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final DataOutputStream out;
        private final DataInputStream in;

        Client() throws IOException {
            socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout(10_000);
            out = new DataOutputStream(socket.getOutputStream());
            in = new DataInputStream(socket.getInputStream());
        }

        void send(int... numbers) throws IOException {
            for (int number : numbers) {
                out.writeInt(Integer.BYTES);
                out.writeInt(number);
            }
            out.flush();
        }

        int receive() throws IOException {
            assertThat(in.readInt()).isEqualTo(Integer.BYTES);
            return in.readInt();
        }

        /** Whether neither an answer nor the end of the connection comes within a moment. */
        boolean isQuiet() throws IOException {
            socket.setSoTimeout(100);
            try {
                return !isAtEnd();
            } catch (SocketTimeoutException nothing) {
                return true;
            } finally {
                socket.setSoTimeout(10_000);
            }
        }

        boolean isAtEnd() throws IOException {
            try {
                return in.read() < 0;
            } catch (SocketException reset) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
