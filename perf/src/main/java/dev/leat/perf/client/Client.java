package dev.leat.perf.client;

import java.util.Locale;

/** Who speaks to the broker. */
public enum Client {
    /** Leat's own clients. */
    LEAT,
    /** kafka-clients. */
    KAFKA,
    /** Frames made before the start on bare sockets, so that the broker and not the client is what binds. */
    RAW;

    /** As it is typed and reported. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
