package dev.leat.perf.client.raw;

import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends one frame over and over on some connections, by one thread of its own: a request goes out when an answer has come in
 * (closed loop), so that the broker is never without work and never has more of it than was asked for.
 */
public final class FrameLoop implements AutoCloseable {
    private static final int READ_BYTES = 256 << 10; // stays in the cache of one core
    private static final long SELECT_MS = 100;
    private static final long LAST_ANSWERS_NANOS = 2_000_000_000L;

    private final Selector selector;
    private final List<RawConnection> connections = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final Tally tally = new Tally();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile @Nullable Exception failure;

    /**
     * Connects, but sends nothing yet.
     *
     * @param routes   one connection for each
     * @param inFlight requests under way on each connection, at least 1
     * @throws IOException if a broker cannot be reached
     */
    public FrameLoop(List<Route> routes, Frame frame, int inFlight, Latencies latencies) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, "leat-perf-frames");
        thread.setDaemon(true);
        for (Route route : routes) {
            var channel = Channels.connect(route.leader());
            channel.configureBlocking(false);
            RawConnection connection = new RawConnection(channel, route, frame, inFlight, tally, latencies);
            connections.add(connection);
            channel.register(selector, SelectionKey.OP_READ, connection);
        }
    }

    public void start() {
        thread.start();
    }

    /** What was answered so far. Any thread. */
    public Tally tally() {
        return tally;
    }

    /** What ended the loop, null while all goes well. Any thread. */
    public @Nullable Exception failure() {
        return failure;
    }

    private void run() {
        try {
            for (SelectionKey key : selector.keys()) {
                send(key);
            }
            while (!stopping) {
                selector.select(this::serve, SELECT_MS);
            }
            awaitLastAnswers();
        } catch (IOException | RuntimeException e) {
            failure = e instanceof UncheckedIOException inner ? inner.getCause() : e;
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isReadable()) {
                ((RawConnection) key.attachment()).receive(in);
            }
            send(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(SelectionKey key) throws IOException {
        RawConnection connection = (RawConnection) key.attachment();
        boolean full = stopping ? connection.sendBegun() : connection.send();
        int interest = full ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /** Leaves the broker with nothing half done: a connection that goes away amid requests costs it time and log lines. */
    private void awaitLastAnswers() throws IOException {
        long deadline = System.nanoTime() + LAST_ANSWERS_NANOS;
        while (!connections.stream().allMatch(RawConnection::isQuiet) && System.nanoTime() - deadline < 0) {
            selector.select(this::serve, SELECT_MS);
        }
    }

    /** Sends no more, waits for the last answers and disconnects. */
    @Override
    public void close() throws IOException, InterruptedException {
        stopping = true;
        selector.wakeup();
        thread.join();
        for (RawConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
