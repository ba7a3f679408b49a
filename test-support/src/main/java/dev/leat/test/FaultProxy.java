package dev.leat.test;

import dev.leat.base.fake.SeededRandom;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network that misbehaves on demand: stands between clients and a broker on 127.0.0.1 and delays, cuts, swallows or
 * holds what passes, or keeps one client from the rest. Clients keep to it if the broker advertises its address ({@code advertised.listeners}).
 *
 * <p>Any thread may call; each connection has two threads.
 */
public final class FaultProxy implements Closeable {
    private final ServerSocket server;
    private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();
    private volatile InetSocketAddress target;
    private volatile boolean closed;

    /** What happens to bytes that pass. */
    static final class Faults {
        volatile long delayMs;
        volatile boolean swallowAnswers;
        volatile boolean holdRequests;
        volatile String isolated = "";
    }

    private FaultProxy(ServerSocket server) {
        this.server = server;
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Listens on a free port; connections are refused until {@link #leadTo} says where they lead. */
    public static FaultProxy start() {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            daemon(proxy::accept, "fault-proxy");
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** {@code host:port}, for {@code bootstrap.servers}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Connections from now on lead to this port of 127.0.0.1; 0 refuses them. */
    public void leadTo(int port) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** How many connections of clients are open; one whose requests are held counts until they are let go. */
    public long openConnections() {
        return connections.stream().filter(ProxiedConnection::isOpen).count();
    }

    /** Makes every piece of data, in both directions, pass this much later. */
    public void delay(long ms) {
        faults.delayMs = ms;
    }

    /**
     * Lets requests through and answers vanish, until {@link #heal}; what has vanished does not come back, and a connection
     * that has lost something carries nothing more that way, as a TCP stream has no holes.
     */
    public void swallowAnswers() {
        faults.swallowAnswers = true;
    }

    /** Keeps requests from now on; {@link #heal} lets them go, even those of clients that have given up meanwhile. */
    public void holdRequests() {
        faults.holdRequests = true;
    }

    /** Lets nothing through of and for the client with this {@code client.id}, until {@link #heal} or for another one. */
    public void isolate(String clientId) {
        faults.isolated = clientId;
    }

    /** Cuts every connection at once; requests that are held are lost. */
    public void resetAll() {
        connections.forEach(ProxiedConnection::reset);
    }

    /**
     * Cuts every connection on the client's side alone: what clients have sent so far still reaches the broker, perhaps
     * after what they send on their next connection.
     */
    public void cutClients() {
        connections.forEach(ProxiedConnection::cutClient);
    }

    /** One kind of trouble, by chance, or the end of all. */
    public void misbehave(SeededRandom random) {
        switch (random.nextInt(7)) {
            case 0 -> resetAll();
            case 1 -> delay(1 + random.nextInt(30));
            case 2 -> swallowAnswers();
            case 3 -> holdRequests();
            case 4 -> cutClients();
            case 5 -> {
                holdRequests();
                cutClients(); // the next connection overtakes what is held
            }
            default -> heal();
        }
    }

    /** Lets everything pass again; connections that have lost something are cut. */
    public void heal() {
        faults.delayMs = 0;
        faults.swallowAnswers = false;
        faults.holdRequests = false;
        faults.isolated = "";
        connections.forEach(ProxiedConnection::resetIfLossy);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                ProxiedConnection connection = ProxiedConnection.open(client, target, faults);
                if (connection != null) {
                    connections.removeIf(ProxiedConnection::isOver);
                    connections.add(connection);
                    if (closed) {
                        connection.reset(); // close() did not see it
                    }
                }
            } catch (IOException over) {
                return; // closed, which ends the accepting
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        resetAll();
    }
}
