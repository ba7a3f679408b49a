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

    void applyTo(SettingsBuilder settings) {
        settings.client(client).clientSettings(configs);
    }
}
