package dev.leat.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One connection through the {@link FaultProxy}. */
final class ProxiedConnection {
    private static final int PIECE_BYTES = 64 << 10;
    private static final long LOOK_AGAIN_NANOS = 1_000_000;
    private static final int CLIENT_ID_POSITION = 12; // in a request: behind size, API key, version and correlation id

    private final Socket client;
    private final Socket broker;
    private final FaultProxy.Faults faults;
    private volatile boolean over;
    private volatile boolean clientCut;
    private volatile boolean lossy; // carries nothing any more, one way or both
    private volatile String clientId = "";

    private ProxiedConnection(Socket client, Socket broker, FaultProxy.Faults faults) {
        this.client = client;
        this.broker = broker;
        this.faults = faults;
    }

    /** Null if there is nobody at {@code target}; the client is sent away then. */
    static @Nullable ProxiedConnection open(Socket client, InetSocketAddress target, FaultProxy.Faults faults) {
        Socket broker = new Socket();
        try {
            broker.connect(target);
            broker.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException refused) {
            closeQuietly(broker);
            closeQuietly(client);
            return null;
        }
        ProxiedConnection connection = new ProxiedConnection(client, broker, faults);
        FaultProxy.daemon(connection::passRequests, "fault-proxy-requests");
        FaultProxy.daemon(connection::passAnswers, "fault-proxy-answers");
        return connection;
    }

    private void passRequests() {
        pass(client, broker, () -> faults.holdRequests, this::isIsolated);
    }

    private void passAnswers() {
        pass(broker, client, () -> false, () -> faults.swallowAnswers || isIsolated());
    }

    private boolean isIsolated() {
        return !clientId.isEmpty() && clientId.equals(faults.isolated);
    }

    private void pass(Socket from, Socket to, BooleanSupplier held, BooleanSupplier swallowed) {
        byte[] piece = new byte[PIECE_BYTES];
        boolean lost = false; // nothing more passes this way: a stream has no holes
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (from == client && clientId.isEmpty()) {
                    clientId = clientId(piece, count);
                }
                pauseFor(faults.delayMs);
                while (held.getAsBoolean() && !over) {
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                }
                if (swallowed.getAsBoolean()) {
                    lost = true;
                    lossy = true;
                }
                if (!lost && !over && (to == broker || !clientCut)) {
                    out.write(piece, 0, count);
                }
            }
        } catch (IOException broken) {
            // one side is gone: so is the other, below
        }
        if (from != client || !clientCut) {
            reset();
        } else {
            closeQuietly(broker); // in order: the broker reads all that the client had sent
            over = true;
        }
    }

    /** As the request says that begins {@code piece}; empty if it does not. */
    private static String clientId(byte[] piece, int count) {
        ByteBuffer request = ByteBuffer.wrap(piece, 0, count);
        if (count < CLIENT_ID_POSITION + Short.BYTES) {
            return "";
        }
        int length = Math.max(0, request.getShort(CLIENT_ID_POSITION));
        int start = CLIENT_ID_POSITION + Short.BYTES;
        return start + length > count ? "" : new String(piece, start, length, StandardCharsets.UTF_8);
    }

    private static void pauseFor(long ms) {
        long end = System.nanoTime() + ms * 1_000_000;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    boolean isOver() {
        return over;
    }

    /** Whether the client still has its side, as far as is known. */
    boolean isOpen() {
        return !client.isClosed();
    }

    void cutClient() {
        clientCut = true;
        closeQuietly(client);
    }

    void resetIfLossy() {
        if (lossy) {
            reset();
        }
    }

    void reset() {
        over = true;
        resetQuietly(client);
        resetQuietly(broker);
    }

    private static void resetQuietly(Socket socket) {
        try {
            socket.setSoLinger(true, 0); // a reset instead of an orderly end
        } catch (IOException closedAlready) {
            return;
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // nothing is left to do
        }
    }
}
