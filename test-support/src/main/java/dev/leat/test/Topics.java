package dev.leat.test;

import dev.leat.client.Seams;
import dev.leat.client.admin.NewTopic;
import dev.leat.client.admin.TopicAdmin;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates topics as any client does, over a connection that is opened on first use. */
final class Topics implements AutoCloseable {
    static final int DEFAULT_PARTITIONS = NewTopic.BROKER_DEFAULT;

    private static final int TIMEOUT_MS = 30_000;

    private final Supplier<String> bootstrapServers;
    private @Nullable Cluster cluster;

    Topics(Supplier<String> bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    synchronized void create(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, partitions, NewTopic.BROKER_DEFAULT, settings);
        try {
            new TopicAdmin(cluster(), TIMEOUT_MS).create(topic).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException refusal) {
                refusal.addSuppressed(new IllegalStateException("asked for here"));
                throw refusal;
            }
            throw failure;
        }
    }

    private Cluster cluster() {
        Cluster current = cluster;
        if (current == null) {
            current = Cluster.open(
                    ClientConfig.of(HostPort.parseList(bootstrapServers.get()), NetworkConfig.defaults("leat-test")),
                    Seams.real());
            cluster = current;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
