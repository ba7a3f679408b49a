package dev.leat.cli.start;

import dev.leat.cli.output.CliFailure;

/** Stands in for the broker in a build that has none. */
final class MissingBroker implements BrokerLauncher {
    @Override
    public RunningBroker start(StartSettings settings) {
        throw new CliFailure("this build holds no broker", null, "it is the client part only", "", null);
    }
}
