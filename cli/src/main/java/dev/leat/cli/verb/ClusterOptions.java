package dev.leat.cli.verb;

import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.HostPort;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How to reach the cluster. */
public final class ClusterOptions {
    private static final String CLIENT_ID = "leat-cli";
    private static final int MS_PER_SECOND = 1_000;
    private static final int LONGEST_CONNECT_MS = 10_000;
    private static final int LONGEST_TIMEOUT_S = 86_400; // a day; in ms it has to fit an int

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Where commands go that are not told. */
    private static final String USUAL = "${env:LEAT_BOOTSTRAP:-" + HostPort.DEFAULT_ADDRESS + "}";

    @Option(
            names = {"-b", "--bootstrap"},
            paramLabel = "HOST:PORT[,...]",
            defaultValue = USUAL,
            description = "Brokers to ask first. Default: $LEAT_BOOTSTRAP, else " + HostPort.DEFAULT_ADDRESS + ".")
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

    /** The brokers to ask first, as they were named. */
    public String bootstrap() {
        return bootstrap;
    }

    /** The settings, by Kafka's names, of whatever client speaks to the cluster. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("client.id", CLIENT_ID);
        settings.put("request.timeout.ms", timeoutMs());
        settings.put("default.api.timeout.ms", timeoutMs());
        settings.put("socket.connection.setup.timeout.ms", Math.min(timeoutMs(), LONGEST_CONNECT_MS));
        return settings;
    }

    /** A way into the cluster; connects on first use. */
    Cluster open() {
        return Cluster.open(ClientConfig.from(settings()), Seams.real());
    }

    /** Commands to try next on the same cluster. */
    Hints hints() {
        String fromEnvironment = System.getenv("LEAT_BOOTSTRAP");
        return Hints.to(bootstrap, fromEnvironment == null ? HostPort.DEFAULT_ADDRESS : fromEnvironment);
    }

    /** Looks at the values before anything is sent; throws a usage error. */
    public void check() {
        checkAddresses();
        if (timeoutSeconds < 1 || timeoutSeconds > LONGEST_TIMEOUT_S) {
            throw wrong("--timeout is from 1 to " + LONGEST_TIMEOUT_S + " s, not " + timeoutSeconds);
        }
    }

    private void checkAddresses() {
        try {
            HostPort.parseList(bootstrap);
        } catch (IllegalArgumentException invalid) {
            throw wrong("Invalid value for option '--bootstrap': " + invalid.getMessage());
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(command.commandLine(), what);
    }
}
