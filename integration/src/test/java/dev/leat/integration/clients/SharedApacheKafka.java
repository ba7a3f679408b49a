package dev.leat.integration.clients;

import dev.leat.integration.kafka.ApacheKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One Apache Kafka for all tests of a run that are {@link OnApacheKafka}, per level of transaction.version. */
final class SharedApacheKafka {
    private static final Namespace NAMESPACE = Namespace.create(SharedApacheKafka.class);
    private static final Map<String, String> SETTINGS = Map.of(
            "transaction.state.log.num.partitions", "3",
            "offsets.topic.num.partitions", "3",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "200");

    private SharedApacheKafka() {}

    @SuppressWarnings("deprecation") // the interface by which JUnit closed what a store holds before 5.13
    private record Shared(ApacheKafka kafka) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            kafka.close();
        }
    }

    /** {@code host:port} of the broker with that level; starts it if no test has yet. */
    static String bootstrap(ExtensionContext context, int transactionVersion) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(transactionVersion, SharedApacheKafka::start, Shared.class)
                .kafka()
                .address("PLAINTEXT");
    }

    private static Shared start(int transactionVersion) {
        try {
            return new Shared(ApacheKafka.start(Map.of(), SETTINGS, Map.of("transaction.version", transactionVersion)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
