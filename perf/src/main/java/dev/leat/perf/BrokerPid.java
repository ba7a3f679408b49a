package dev.leat.perf;

import dev.leat.cli.output.CliFailure;
import dev.leat.client.net.HostPort;
import dev.leat.perf.process.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes sure that figures of a process are those of the broker that is asked. */
final class BrokerPid {
    private BrokerPid() {}

    /**
     * Whether the process {@code pid} listens on a port of {@code bootstrap}: {@code false} if that cannot be known, as of another
     * machine, or of a process that may not be looked at.
     *
     * @throws CliFailure if it does not, or if there is no such process
     */
    static boolean isKnown(long pid, String bootstrap) {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new CliFailure("there is no process " + pid, null, "", "look its number up with: ss -ltnp", null);
        }
        List<Integer> ports = HostPort.parseList(bootstrap).stream()
                .filter(BrokerPid::isOfThisMachine)
                .map(HostPort::port)
                .toList();
        Set<Listener> answers = ports.stream()
                .map(port -> Listener.of(pid, port))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Listener.class)));
        if (answers.equals(EnumSet.of(Listener.NO))) {
            throw new CliFailure(
                    "process " + pid + " does not listen on port " + words(ports),
                    null,
                    "--pid names another one, such as the script that has started the broker",
                    "look its number up with: ss -ltnp 'sport = :" + ports.get(0) + "'",
                    null);
        }
        return answers.contains(Listener.YES);
    }

    private static String words(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private static boolean isOfThisMachine(HostPort broker) {
        try {
            InetAddress address = InetAddress.getByName(broker.host());
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException nobodyKnowsIt) {
            return false; // whoever connects will say so
        }
    }
}
