package dev.leat.perf.limits;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The two ends of one blocking TCP connection on this machine, with the system's own buffer sizes.
 *
 * @param client the end that a client would hold
 * @param broker the end that a broker would hold
 */
record Loopback(SocketChannel client, SocketChannel broker) implements Closeable {
    static Loopback open() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel broker = listener.accept();
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            broker.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new Loopback(client, broker);
        }
    }

    @Override
    public void close() throws IOException {
        try (broker) {
            client.close();
        }
    }
}
