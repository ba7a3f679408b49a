package dev.leat.integration.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/** A port for a process that is told where to listen. */
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int END = 32_768; // from here on the kernel gives ports to whoever asks for any
    private static final int TRIES = 1_000;
    private static final Random RANDOM = new Random();

    private FreePort() {}

    /** A port of 127.0.0.1 that nobody listens on, below those that other connections are given meanwhile. */
    public static int find() throws IOException {
        IOException taken = new IOException("no port");
        for (int i = 0; i < TRIES; i++) {
            int port = LOWEST + RANDOM.nextInt(END - LOWEST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException failure) {
                taken = failure;
            }
        }
        throw taken;
    }
}
