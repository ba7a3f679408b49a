package dev.leat.perf.limits;

import dev.leat.client.net.HostPort;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.raw.FrameLoop;
import dev.leat.perf.client.raw.Route;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a broker needs at least under the raw client's own load: the same client, connections and requests as in the workloads,
 * so that what the client takes of the processors and their caches slows this as it slows a broker.
 */
final class UnderLoad implements Limit {
    /** As many as the raw client has in the workloads unless it is told otherwise. */
    private static final int CONNECTIONS = 4;

    private static final int IN_FLIGHT = 5;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Makes what answers. */
    @FunctionalInterface
    interface Making {
        BareBroker make(Effort effort) throws IOException;
    }

    private final String key;
    private final String text;
    private final Making making;

    UnderLoad(String key, String text, Making making) {
        this.key = key;
        this.text = text;
        this.making = making;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Measured measure(Effort effort) throws IOException {
        try (BareBroker broker = making.make(effort);
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            FrameLoop client = new FrameLoop(routes(listener), broker.frame(), IN_FLIGHT, new Latencies());
            List<Peer> connections = accept(listener, broker);
            Effort.Clock clock = effort.begin();
            long bytes = drive(client, clock);
            long wallNanos = clock.elapsedNanos();
            for (Peer connection : connections) {
                connection.join();
            }
            return Measured.ofBytes(bytes, wallNanos, broker.cpuNanos());
        }
    }

    private static List<Route> routes(ServerSocketChannel listener) throws IOException {
        InetSocketAddress at = (InetSocketAddress) listener.getLocalAddress();
        HostPort broker = new HostPort(at.getAddress().getHostAddress(), at.getPort());
        List<Route> routes = new ArrayList<>();
        for (int partition = 0; partition < CONNECTIONS; partition++) {
            routes.add(new Route(broker, List.of(partition), 0));
        }
        return routes;
    }

    private static List<Peer> accept(ServerSocketChannel listener, BareBroker broker) throws IOException {
        List<Peer> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel client = listener.accept();
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connections.add(Peer.start("leat-perf-bare-broker-" + i, client, () -> broker.serve(client)));
        }
        return connections;
    }

    /** Lets the client ask until the effort is spent; returns the bytes that were answered, its last requests included. */
    private static long drive(FrameLoop client, Effort.Clock clock) throws IOException {
        try (client) {
            client.start();
            while (clock.allows(client.tally().counts().bytes()) && client.failure() == null) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a limit was measured");
        }
        if (client.failure() != null) {
            throw new IOException("the raw client failed", client.failure());
        }
        return client.tally().counts().bytes();
    }
}
