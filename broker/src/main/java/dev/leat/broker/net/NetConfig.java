package dev.leat.broker.net;

/**
 * Where and how to listen.
 *
 * @param host address to bind
 * @param port port to bind, 0 for a free one
 * @param networkThreads event loops, at least 1
 * @param backlog connections that the kernel may keep waiting
 * @param sendBufferBytes SO_SNDBUF, or -1 for the system's choice
 * @param receiveBufferBytes SO_RCVBUF, or -1 for the system's choice
 * @param nativeTransport whether epoll may be used
 */
public record NetConfig(
        String host,
        int port,
        int networkThreads,
        int backlog,
        int sendBufferBytes,
        int receiveBufferBytes,
        boolean nativeTransport) {}
