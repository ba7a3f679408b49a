package dev.leat.perf;

import dev.leat.perf.client.Client;
import dev.leat.perf.load.SettingsBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Who speaks to the broker. */
final class ClientOptions {
    @Option(
            names = "--client",
            paramLabel = "CLIENT",
            description = "leat, kafka (kafka-clients), or raw: frames made before on bare sockets, so that the broker"
                    + " is what binds. Default: leat.")
    private Client client = Client.LEAT;

    @Option(
            names = "--client-config",
            paramLabel = "NAME=VALUE",
            description = "A setting of leat's or kafka's client, such as linger.ms=20; may be repeated.")
    private Map<String, String> configs = new LinkedHashMap<>();

    boolean isRaw() {
        return client == Client.RAW;
    }

    /** Refuses what the chosen client would not look at. */
    void check(RawOptions raw) {
        if (!isRaw() && raw.areGiven()) {
            throw new IllegalArgumentException("--connections, --in-flight and --request-bytes are the raw client's;"
                    + " leat's and kafka's have --client-config");
        }
    }

    void applyTo(SettingsBuilder settings) {
        if (isRaw() && !configs.isEmpty()) {
            throw new IllegalArgumentException("--client-config is for leat's and kafka's client; the raw one has"
                    + " --connections, --in-flight and --request-bytes");
        }
        settings.client(client).clientSettings(configs);
    }
}
