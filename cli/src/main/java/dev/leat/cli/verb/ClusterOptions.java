package dev.leat.cli.verb;

import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How to reach the cluster. */
public final class ClusterOptions {
    private static final String CLIENT_ID = "leat-cli";
    private static final int MS_PER_SECOND = 1_000;
    private static final int LONGEST_TIMEOUT_S = 86_400; // a day; in ms it has to fit an int

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
            description = "How long to wait for answers of a broker, and to try again. Default: ${DEFAULT-VALUE}.")
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
        return Cluster.open(ClientConfig.of(addresses(), config), Seams.real());
    }

    /** Looks at the values before anything is sent; throws a usage error. */
    void check() {
        if (timeoutSeconds < 1 || timeoutSeconds > LONGEST_TIMEOUT_S) {
            throw wrong("--timeout is from 1 to " + LONGEST_TIMEOUT_S + " s, not " + timeoutSeconds);
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(command.commandLine(), what);
    }

    private List<HostPort> addresses() {
        try {
            return HostPort.parseList(bootstrap);
        } catch (IllegalArgumentException invalid) {
            throw wrong("Invalid value for option '--bootstrap': " + invalid.getMessage());
        }
    }
}
