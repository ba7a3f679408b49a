package dev.leat.cli.verb;

import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import java.util.List;
import java.util.SplittableRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How to reach the cluster. */
public final class ClusterOptions {
    private static final String CLIENT_ID = "leat-cli";
    private static final int MS_PER_SECOND = 1_000;

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-b", "--bootstrap"},
            paramLabel = "HOST:PORT[,...]",
            defaultValue = "${env:LEAT_BOOTSTRAP:-127.0.0.1:9092}",
            description = "Brokers to ask first. Default: $LEAT_BOOTSTRAP, else 127.0.0.1:9092.")
    private String bootstrap = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Longest wait for a broker. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    /** Longest wait for a broker, in ms. */
    public int timeoutMs() {
        return timeoutSeconds * MS_PER_SECOND;
    }

    /** A way into the cluster; connects on first use. */
    public Cluster open() {
        NetworkConfig config = NetworkConfig.defaults(CLIENT_ID)
                .withRequestTimeoutMs(timeoutMs())
                .withConnectTimeoutMs(Math.min(timeoutMs(), 10 * MS_PER_SECOND));
        SplittableRandom chance = new SplittableRandom();
        return new Cluster(addresses(), config, System::nanoTime, chance::nextLong);
    }

    private List<HostPort> addresses() {
        try {
            return HostPort.parseList(bootstrap);
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--bootstrap': " + invalid.getMessage());
        }
    }
}
