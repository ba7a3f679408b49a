package dev.leat.controller.cluster;

import dev.leat.base.Check;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a broker says of itself when it registers.
 *
 * @param brokerId at least 0
 * @param incarnation new with every process start
 * @param directoryId identity of the data directory, which the process holds a lock on: a registration left behind
 *     with the same one is the broker's own ghost and may be replaced at once; {@link Uuid#ZERO} claims nothing
 * @param cleanShutdownEpoch broker epoch under which the data was last synced and closed, or {@link #UNCLEAN}
 * @param rack failure zone, if known
 */
public record BrokerInfo(
        int brokerId,
        Uuid incarnation,
        Uuid directoryId,
        long cleanShutdownEpoch,
        List<BrokerEndpoint> endpoints,
        @Nullable String rack) {
    /** The last shutdown was none, so the end of the log may be lost. */
    public static final long UNCLEAN = -1;

    public BrokerInfo {
        Check.atLeast(0, brokerId, "brokerId");
        endpoints = List.copyOf(endpoints);
    }

    /** The same broker registering again after it had been {@code epoch}, without a restart: nothing is lost. */
    public BrokerInfo continuing(long epoch) {
        return new BrokerInfo(brokerId, incarnation, directoryId, epoch, endpoints, rack);
    }
}
