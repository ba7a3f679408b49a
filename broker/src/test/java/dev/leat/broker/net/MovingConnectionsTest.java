package dev.leat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.metrics.Gauge;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.request.Exchange;
import dev.leat.broker.request.RequestSink;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are moved from loop to loop all the time, over real sockets; a request is a number, and so is its answer. */
@Timeout(60)
class MovingConnectionsTest {
    private static final int LOOPS = 3;
    private static final int REQUESTS = 3_000;
    private static final int LARGE = 200 << 10; // of an answer: more than a socket takes at once
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(100_000, 20, 1_000_000, 100, 100, 60_000, 10_000, 20_000);

    private final Metrics metrics = new Metrics();
    private final AtomicInteger wrongThread = new AtomicInteger();
    private final ConcurrentLinkedQueue<Thread> served = new ConcurrentLinkedQueue<>();
    private final ExecutorService others = Executors.newFixedThreadPool(4);
    private final AtomicBoolean over = new AtomicBoolean();

    private NetServer start(boolean epoll, RequestSink sink) throws IOException {
        NetConfig config = new NetConfig("127.0.0.1", 0, LOOPS, 10, -1, -1, epoll);
        NetServer server = new NetServer(config, LIMITS, sink, System::nanoTime, metrics);
        server.startAccepting();
        return server;
    }

    /** A server whose connections are placed anew all the time. */
    private NetServer start(boolean epoll) throws IOException {
        NetServer server = start(epoll, this::arrived);
        others.execute(() -> {
            for (int i = 1; !over.get(); i++) {
                server.loops().spreadOver(1 + i % LOOPS);
                Thread.yield();
            }
        });
        return server;
    }

    @AfterEach
    void end() throws InterruptedException {
        over.set(true);
        others.shutdownNow();
        assertThat(others.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Answers at once, or through the connection's loop, or from another thread, or after a timer, as the number says. */
    private void arrived(ByteBuf frame, Exchange exchange) {
        int number = frame.readInt();
        frame.release();
        served.add(Thread.currentThread());
        Runnable answer = () -> exchange.send(new Answer(number));
        switch (number % 4) {
            case 0 -> answer.run();
            case 1 -> exchange.connection().execute(onItsThread(exchange, answer));
            case 2 -> others.execute(answer);
            default -> exchange.connection().timers().schedule(number % 3, onItsThread(exchange, answer));
        }
    }

    private Runnable onItsThread(Exchange exchange, Runnable task) {
        return () -> {
            if (!((ConnectionHandler) exchange.connection()).inLoop()) {
                wrongThread.incrementAndGet();
            }
            task.run();
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAnswerEveryRequestInItsOrderWhileConnectionsMove(boolean epoll) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (NetServer server = start(epoll)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.addAll(client(server.port(), threads));
            }
            for (Future<?> client : clients) {
                client.get(50, TimeUnit.SECONDS);
            }
            awaitNoConnection();
        } finally {
            threads.shutdownNow();
        }
        assertThat(wrongThread).as("tasks on a loop that was left").hasValue(0);
        assertThat(served.stream().distinct()).as("loops that served").hasSize(LOOPS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldForgetConnectionsThatEndWhileTheyMove(boolean epoll) throws Exception {
        try (NetServer server = start(epoll)) {
            for (int i = 0; i < 300; i++) {
                comeAndGo(server.port(), i);
            }
            awaitNoConnection();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGiveConnectionsMoreLoopsWhileThereIsWorkForThem(boolean epoll) throws Exception {
        try (NetServer server = start(epoll, this::arrivedAndMadeWork);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setTcpNoDelay(true);
            Future<?> asking = others.submit(() -> askUntilItIsOver(socket));
            awaitGauge(Gauge.NETWORK_THREADS, LOOPS);
            over.set(true);
            asking.get(10, TimeUnit.SECONDS);
            awaitGauge(Gauge.NETWORK_THREADS, 1);
        }
    }

    private void arrivedAndMadeWork(ByteBuf frame, Exchange exchange) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        arrived(frame, exchange);
    }

    /** One request after the other, of those that are answered at once. */
    private @Nullable Void askUntilItIsOver(Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (!over.get()) {
            out.writeInt(Integer.BYTES);
            out.writeInt(4);
            in.skipNBytes(2 * Integer.BYTES);
        }
        return null;
    }

    /** Sends requests, and leaves before they are answered or meanwhile, with an end or with a reset. */
    private static void comeAndGo(int port, int times) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            for (int number = 0; number < 8; number++) {
                out.writeInt(Integer.BYTES);
                out.writeInt(number);
            }
            out.flush();
            if (times % 2 == 0) {
                new DataInputStream(socket.getInputStream()).readInt();
            }
            if (times % 3 == 0) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    private void awaitNoConnection() {
        awaitGauge(Gauge.CONNECTIONS, 0);
    }

    private void awaitGauge(Gauge gauge, long value) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(metrics.snapshot().values()).containsEntry(gauge.fullName(), value));
    }

    private List<Future<?>> client(int port, ExecutorService threads) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        Semaphore window = new Semaphore(40); // more than the broker takes at once
        Future<?> sending = threads.submit(() -> {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (int number = 0; number < REQUESTS; number++) {
                window.acquire();
                out.writeInt(Integer.BYTES);
                out.writeInt(number);
            }
            return null;
        });
        Future<?> receiving = threads.submit(() -> {
            try (socket) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                for (int number = 0; number < REQUESTS; number++) {
                    assertThat(in.readInt()).isEqualTo(Answer.size(number));
                    assertThat(in.readInt()).isEqualTo(number);
                    in.skipNBytes(Answer.size(number) - Integer.BYTES);
                    window.release();
                }
            }
            return null;
        });
        return List.of(sending, receiving);
    }

    /** The number, and sometimes much more behind it. */
    private record Answer(int number) implements Exchange.EncodableResponse {
        static int size(int number) {
            return number % 50 == 0 ? LARGE : Integer.BYTES;
        }

        @Override
        public List<Payload> encode(ByteBufAllocator allocator) {
            ByteBuf buffer = allocator.buffer(Integer.BYTES + size(number));
            buffer.writeInt(0).writeInt(number).writeZero(size(number) - Integer.BYTES);
            return List.of(new BufferPayload(buffer));
        }

        @Override
        public void discard() {}
    }
}
