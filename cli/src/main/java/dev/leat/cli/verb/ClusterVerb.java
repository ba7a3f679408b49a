package dev.leat.cli.verb;

import dev.leat.cli.output.CliFailure;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A verb that speaks to a cluster. */
public abstract class ClusterVerb implements Callable<Integer> {
    @Mixin
    protected ClusterOptions clusterOptions = new ClusterOptions();

    @Mixin
    protected OutputOptions output = new OutputOptions();

    @Override
    public final Integer call() throws IOException {
        clusterOptions.check();
        check();
        try (Cluster cluster = clusterOptions.open()) {
            Waiting.on(cluster.refresh(List.of(), false)); // fails at once, where later requests are patient
            return run(cluster);
        }
    }

    /** Commands to try next on the same cluster. */
    public final Hints hints() {
        return clusterOptions.hints();
    }

    /** Looks at the values of the options before anything is asked of a broker; throws a usage error. */
    protected void check() {}

    /**
     * Does the work.
     *
     * @return the process's exit code
     * @throws ClientException if a broker refused, or none answered
     * @throws CliFailure with a better explanation
     */
    protected abstract int run(Cluster cluster) throws IOException;
}
