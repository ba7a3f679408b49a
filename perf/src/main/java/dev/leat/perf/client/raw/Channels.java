package dev.leat.perf.client.raw;

import dev.leat.client.net.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Opens connections. */
final class Channels {
    private Channels() {}

    /** A blocking connection that sends at once what is written. */
    static SocketChannel connect(HostPort broker) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(broker.host(), broker.port()));
            return channel;
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw new IOException("no connection to " + broker + ": " + refused.getMessage(), refused);
        }
    }
}
