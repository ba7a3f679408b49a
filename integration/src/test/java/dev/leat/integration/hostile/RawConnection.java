package dev.leat.integration.hostile;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A socket to a broker that sends whatever it is told. One thread. */
final class RawConnection implements Closeable {
    /** What a broker did after some bytes. */
    enum Outcome {
        /** A whole response frame came. */
        ANSWERED,
        /** The broker ended the connection. */
        CLOSED,
        /** Neither, for as long as was waited. */
        SILENT
    }

    private static final int LARGEST_ANSWER_BYTES = 64 << 20;

    private final Socket socket = new Socket();
    private byte[] lastAnswer = {};

    RawConnection(String bootstrap) throws IOException {
        int colon = bootstrap.lastIndexOf(':');
        int port = Integer.parseInt(bootstrap.substring(colon + 1));
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(bootstrap.substring(0, colon), port), 5_000);
    }

    /** Sends the bytes as they are; false if the broker had already ended the connection. */
    boolean send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Waits for a response frame or for the end of the connection. */
    Outcome await(Duration longest) throws IOException {
        socket.setSoTimeout((int) longest.toMillis());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        try {
            int length = in.readInt();
            if (length < 4 || length > LARGEST_ANSWER_BYTES) {
                throw new AssertionError("a response frame of " + length + " bytes");
            }
            lastAnswer = new byte[length];
            in.readFully(lastAnswer);
            return Outcome.ANSWERED;
        } catch (SocketTimeoutException e) {
            return Outcome.SILENT;
        } catch (EOFException | SocketException e) {
            return Outcome.CLOSED;
        }
    }

    /** The frame that {@link #await} got last, from the correlation id on. */
    byte[] lastAnswer() {
        return lastAnswer;
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
