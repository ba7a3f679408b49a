package dev.leat.controller.store.zookeeper;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxn;
import org.apache.zookeeper.server.ZKDatabase;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.util.ServiceUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ZooKeeper server of one node inside this process, reachable on the loopback address. It is put together from
 * ZooKeeper's parts, without the admin server, JMX beans and quorum machinery of its own main class, because it has to
 * be up within a fraction of the broker's start. Writes are synced to disk before they are answered, as by default.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
    /** Shortest and longest session a client can ask for, in ms. */
    public static final int MIN_SESSION_TIMEOUT_MS = 2_000;

    public static final int MAX_SESSION_TIMEOUT_MS = 120_000;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final int TICK_MS = 1_000; // sessions expire on ticks
    private static final int MAX_CONNECTIONS = 1_000;
    private static final int BACKLOG = 50;

    static {
        ZooKeeperProperties.apply();
    }

    private final FileTxnSnapLog files;
    private final QuietServer server;
    private final NIOServerCnxnFactory connections;

    private EmbeddedZooKeeper(FileTxnSnapLog files, QuietServer server, NIOServerCnxnFactory connections) {
        this.files = files;
        this.server = server;
        this.connections = connections;
    }

    /**
     * Starts a server and returns when it accepts sessions.
     *
     * @param directory holds its snapshots and transaction log; made if missing, and for one server at a time
     * @param port to listen on, or 0 for a free one
     * @param failed hears once if the server stops working because of its disk or a fault of its own; from any thread
     * @throws IOException if the directory or the port cannot be used
     */
    public static EmbeddedZooKeeper start(Path directory, int port, Consumer<String> failed) throws IOException {
        // ZooKeeper would end the whole process; who embeds it decides that
        ServiceUtils.setSystemExitProcedure(code -> LOG.error("ZooKeeper asks to exit with code {}", code));
        File folder = directory.toFile();
        FileTxnSnapLog files = new FileTxnSnapLog(folder, folder);
        OldSnapshots.purge(files);
        QuietServer server = new QuietServer(files, failed);
        NIOServerCnxnFactory connections = new QuietConnections();
        try {
            InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
            connections.configure(new InetSocketAddress(loopback, port), MAX_CONNECTIONS, BACKLOG, false);
            connections.startup(server, true);
        } catch (IOException | RuntimeException failure) {
            connections.shutdown();
            files.close();
            throw failure;
        } catch (InterruptedException interrupted) {
            connections.shutdown();
            files.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ZooKeeper was starting", interrupted);
        }
        return new EmbeddedZooKeeper(files, server, connections);
    }

    public int port() {
        return connections.getLocalPort();
    }

    /** What a client gives to reach this server. */
    public String connectString() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() throws IOException {
        server.expectedToStop = true;
        connections.shutdown();
        files.close();
    }

    /** Ends a session as if it had expired. */
    void expire(long sessionId) {
        server.closeSession(sessionId);
    }

    /** Connections without JMX beans: bringing JMX up takes 200 ms of a cold start. */
    private static final class QuietConnections extends NIOServerCnxnFactory {
        @Override
        public void registerConnection(ServerCnxn connection) {
            // no bean
        }

        @Override
        public void unregisterConnection(ServerCnxn connection) {
            // as none was registered
        }
    }

    /** A server without JMX beans that reports when it breaks. */
    private static final class QuietServer extends ZooKeeperServer {
        private final Consumer<String> failed;
        private volatile boolean expectedToStop;

        QuietServer(FileTxnSnapLog files, Consumer<String> failed) {
            super(files, TICK_MS, MIN_SESSION_TIMEOUT_MS, MAX_SESSION_TIMEOUT_MS, BACKLOG, new ZKDatabase(files), "");
            this.failed = failed;
        }

        @Override
        protected void registerJMX() {
            // beans cost start-up time, and nobody looks at them here
        }

        @Override
        protected void unregisterJMX() {
            // as none was registered
        }

        @Override
        protected void registerMetrics() {
            // as no provider collects them
        }

        @Override
        protected void unregisterMetrics() {
            // as none was registered
        }

        @Override
        protected void setState(State next) {
            super.setState(next);
            if (next == State.ERROR && !expectedToStop) {
                failed.accept("the embedded ZooKeeper server has stopped working; see its log");
            }
        }
    }
}
