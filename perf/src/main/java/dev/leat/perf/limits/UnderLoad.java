package dev.leat.perf.limits;

import dev.leat.client.net.HostPort;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.raw.FrameLoop;
import dev.leat.perf.client.raw.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a broker needs at least under the raw client's own load: the same client, connections and requests as in the workloads,
 * so that what the client takes of the processors and their caches slows this as it slows a broker.
 */
final class UnderLoad implements Limit {
    /** As many as the raw client has in the workloads unless it is told otherwise. */
    private static final int CONNECTIONS = 4;

    private static final int IN_FLIGHT = 5;
    private static final int LOOK_MS = 1;

    /** Makes what answers. */
    @FunctionalInterface
    interface Making {
        BareBroker make(Effort effort) throws IOException;
    }

    private final String key;
    private final String text;
    private final boolean writes;
    private final Making making;

    UnderLoad(String key, String text, boolean writes, Making making) {
        this.key = key;
        this.text = text;
        this.writes = writes;
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
    public boolean writes() {
        return writes;
    }

    @Override
    public Measured measure(Effort effort) throws IOException, InterruptedException {
        try (BareBroker broker = making.make(effort);
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            FrameLoop client = new FrameLoop(routes(listener), broker.frame(), IN_FLIGHT, new Latencies());
            List<Peer> connections = accept(listener, broker);
            try {
                return drive(client, connections, broker, effort);
            } finally {
                for (Peer connection : connections) {
                    connection.join(); // if it failed, this says why
                }
            }
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

    /** Lets the client ask until the effort is spent. A request counts where its answer falls. */
    private static Measured drive(FrameLoop client, List<Peer> connections, BareBroker broker, Effort effort)
            throws IOException, InterruptedException {
        try (client) {
            client.start();
            spend(client, effort.beginWarmup());
            long cpu = cpuNanos(connections, broker);
            Effort.Clock clock = effort.begin();
            long bytes = spend(client, clock);
            return Measured.ofBytes(bytes, clock.elapsedNanos(), cpuNanos(connections, broker) - cpu);
        }
    }

    /** Waits meanwhile; returns the bytes that were answered. */
    private static long spend(FrameLoop client, Effort.Clock clock) throws IOException, InterruptedException {
        long before = client.tally().counts().bytes();
        long bytes = 0;
        while (clock.allows(bytes)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            if (client.failure() != null) {
                throw new IOException("the raw client failed", client.failure());
            }
            bytes = client.tally().counts().bytes() - before;
        }
        return bytes;
    }

    private static long cpuNanos(List<Peer> connections, BareBroker broker) {
        return connections.stream().mapToLong(Peer::cpuNanos).sum() + broker.cpuNanosBeside();
    }
}
