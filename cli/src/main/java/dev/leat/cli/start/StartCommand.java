package dev.leat.cli.start;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.Version;
import dev.leat.cli.output.Style;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a broker until the process is told to end. */
@Command(
        name = "start",
        header = "Run a broker, with ZooKeeper inside unless zookeeper.connect names one.",
        description = {
            "Runs until Ctrl-C. Settings have the names that Kafka gave them; docs/SETTINGS.md lists them. Whoever"
                    + " reaches the port may do everything, as there is no login yet; so it listens on 127.0.0.1 only, unless the"
                    + " setting listeners names more.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " start",
            "  " + LEAT + " start --data /var/lib/leat --port 9192",
            "  " + LEAT + " start --config server.properties --set num.partitions=6 --set log.retention.hours=48",
            "  " + LEAT + " start --set listeners=PLAINTEXT://0.0.0.0:9092",
            "",
            "LEAT_JVM_OPTS gives options to the JVM, for example -Xmx1g; JAVA_HOME chooses it."
        })
public final class StartCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 0xFFFF;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DIR",
            description = "Directory for everything that is stored; made if missing. Default: leat-data in the current"
                    + " directory.")
    private @Nullable Path data;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            description = "Port to listen on, on 127.0.0.1; 0 for a free one. Default: 9092.")
    private @Nullable Integer port;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties file with settings.")
    private @Nullable Path config;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "NAME=VALUE",
            description = "One setting; wins over the file; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    private final BrokerLauncher launcher;

    public StartCommand() {
        this(new LeatLauncher());
    }

    StartCommand(BrokerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunningBroker broker = launcher.start(settings());
        Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "leat-stop"));
        long upMs = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        spec.commandLine()
                .getOut()
                .print(StartScreen.of(broker, Version.current(), upMs, new Style(Ansi.AUTO.enabled())));
        spec.commandLine().getOut().flush();
        broker.awaitEnd();
        return 0;
    }

    StartSettings settings() {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new ParameterException(spec.commandLine(), "A port is from 0 to 65535, not " + port);
        }
        return new StartSettings(data, port, config, settings);
    }
}
