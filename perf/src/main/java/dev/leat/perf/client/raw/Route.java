package dev.leat.perf.client.raw;

import dev.leat.client.net.HostPort;
import java.util.List;

/**
 * Where one connection leads.
 *
 * @param leader     the broker to connect to
 * @param partitions that it leads, taken in turn by requests to be written; the first one is read
 * @param from       the offset at which reading begins
 */
public record Route(HostPort leader, List<Integer> partitions, long from) {
    public Route {
        partitions = List.copyOf(partitions);
    }
}
