package dev.leat.perf.load;

import dev.leat.client.net.HostPort;
import java.util.OptionalLong;

/**
 * What a workload runs against.
 *
 * @param broker    how results name it: {@code leat}, {@code apache-kafka}, or its address
 * @param bootstrap {@code host:port}, or several with commas
 * @param pid       the broker's process, if it is to be looked at
 */
public record Target(String broker, String bootstrap, OptionalLong pid) {
    public Target {
        HostPort.parseList(bootstrap);
    }

    /** The brokers at {@code bootstrap}, called by that address. */
    public static Target at(String bootstrap) {
        return new Target(bootstrap, bootstrap, OptionalLong.empty());
    }

    /** The same under a name. */
    public Target named(String name) {
        return new Target(name, bootstrap, pid);
    }

    /** The same with a look at the process {@code brokersPid}. */
    public Target withPid(long brokersPid) {
        return new Target(broker, bootstrap, OptionalLong.of(brokersPid));
    }
}
