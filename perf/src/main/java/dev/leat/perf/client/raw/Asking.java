package dev.leat.perf.client.raw;

import dev.leat.client.net.HostPort;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Asks a broker one thing at a time, outside of what is measured. One thread. */
final class Asking implements Closeable {
    private final Socket socket = new Socket();
    private final DataInputStream in;

    /**
     * Connects.
     *
     * @param connectMs how long at most
     * @param answerMs  how long to wait for each answer, at least 1
     */
    Asking(HostPort broker, int connectMs, int answerMs) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(broker.host(), broker.port()), connectMs);
            socket.setSoTimeout(answerMs);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** The answer to {@code request}, from behind its length. */
    ByteBuffer ask(ByteBuffer request) throws IOException {
        byte[] bytes = new byte[request.limit()];
        request.get(0, bytes);
        socket.getOutputStream().write(bytes);
        byte[] answer = new byte[in.readInt()];
        in.readFully(answer);
        return ByteBuffer.wrap(answer);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
