package dev.leat.cli.start;

/** Starts a broker inside this process. */
@FunctionalInterface
public interface BrokerLauncher {
    /**
     * Returns once the broker takes connections.
     *
     * @throws dev.leat.cli.output.CliFailure with the way out, if a setting is wrong, the port is taken or the data
     *     directory cannot be used
     */
    RunningBroker start(StartSettings settings);
}
