package dev.leat.broker.main;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine's name, for clients of a broker that listens on every interface. */
final class LocalHost {
    private LocalHost() {}

    static String name() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
