package dev.leat.perf;

import dev.leat.perf.load.SettingsBuilder;
import dev.leat.perf.load.Target;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to run, and what else to look at. */
final class RunOptions {
    private static final int MS_PER_SECOND = 1_000;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            description = "How long nothing counts at the begin. Default: ${DEFAULT-VALUE}.")
    private double warmup = 5;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "How long to measure. Default: ${DEFAULT-VALUE}.")
    private double seconds = 10;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "The broker's process on this machine: adds what it used (Linux).")
    private @Nullable Long pid;

    @Option(
            names = "--broker-name",
            paramLabel = "NAME",
            description = "How results call the broker. Default: its address.")
    private @Nullable String brokerName;

    void applyTo(SettingsBuilder settings) {
        if (seconds <= 0 || warmup < 0) {
            throw new IllegalArgumentException("--seconds is above 0, --warmup at least 0");
        }
        settings.warmup(duration(warmup)).duration(duration(seconds));
    }

    private static Duration duration(double inSeconds) {
        return Duration.ofMillis(Math.round(Math.max(0, inSeconds) * MS_PER_SECOND));
    }

    /**
     * @param settings gets a condition if there are doubts about {@code --pid}
     * @param err      hears of them
     */
    Target target(String bootstrap, SettingsBuilder settings, PrintWriter err) {
        Target target = Target.at(bootstrap).named(brokerName == null ? bootstrap : brokerName);
        if (pid == null) {
            return target;
        }
        if (!BrokerPid.isKnown(pid, bootstrap)) {
            err.println("warning: whether process " + pid + " is the one that listens at " + bootstrap
                    + " cannot be seen; its figures are believed to be the broker's");
            settings.condition("brokerPid", "believed to be the broker's, not seen to listen");
        }
        return target.withPid(pid);
    }

    OptionalLong pid() {
        return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
    }
}
