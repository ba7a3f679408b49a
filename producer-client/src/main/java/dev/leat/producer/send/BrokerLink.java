package dev.leat.producer.send;

import dev.leat.client.net.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One broker: the partitions that stand in line for it, and the requests that are on their way. Only the loop. */
final class BrokerLink {
    private final int brokerId;
    private final Deque<PartitionSender> line = new ArrayDeque<>();
    private @Nullable Connection connection;
    private boolean connecting;
    private boolean muted;
    private int inFlight;

    BrokerLink(int brokerId) {
        this.brokerId = brokerId;
    }

    int brokerId() {
        return brokerId;
    }

    /** The partitions that have something for this broker, each once, first come first. */
    Deque<PartitionSender> line() {
        return line;
    }

    /** The open connection; null if there is none. */
    @Nullable
    Connection connection() {
        return connection != null && connection.isOpen() ? connection : null;
    }

    void connected(Connection open) {
        connection = open;
        connecting = false;
    }

    void notConnected() {
        connection = null;
        connecting = false;
    }

    boolean isConnecting() {
        return connecting;
    }

    void setConnecting() {
        connecting = true;
    }

    /** Whether the broker has asked for a pause (throttle time). */
    boolean isMuted() {
        return muted;
    }

    void setMuted(boolean now) {
        muted = now;
    }

    int inFlight() {
        return inFlight;
    }

    void sent() {
        inFlight++;
    }

    void answered() {
        inFlight--;
    }
}
