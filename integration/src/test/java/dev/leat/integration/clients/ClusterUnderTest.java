package dev.leat.integration.clients;

import dev.leat.test.BrokerOptions;
import dev.leat.test.Coordination;
import dev.leat.test.Storage;
import dev.leat.test.TestBroker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one Leat broker inside their JVM, with real files and a real ZooKeeper, shared by all of them and ended
 * after the last; or the cluster that {@code -Dleat.test.bootstrap} names; or Apache Kafka for a class that is {@link
 * OnApacheKafka}.
 */
public final class ClusterUnderTest implements ParameterResolver {
    /** System property: {@code host:port} of a running broker to test instead. */
    public static final String BOOTSTRAP = "leat.test.bootstrap";

    private static final Namespace NAMESPACE = Namespace.create(ClusterUnderTest.class);

    @SuppressWarnings("deprecation") // the interface by which JUnit closed what a store holds before 5.13
    private record Shared(TestBroker broker) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        static Shared start() {
            return new Shared(TestBroker.start(
                    BrokerOptions.defaults().on(Storage.TEMPORARY_DIRECTORY).coordinatedBy(Coordination.ZOOKEEPER)));
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    /** Whether tests of {@code type} run against Leat, as far as is known. */
    public static boolean isLeat(Class<?> type) {
        return !type.isAnnotationPresent(OnApacheKafka.class)
                && System.getProperty(BOOTSTRAP, "").isEmpty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        OnApacheKafka kafka = context.getRequiredTestClass().getAnnotation(OnApacheKafka.class);
        if (kafka != null) {
            String apacheKafka = SharedApacheKafka.bootstrap(context, kafka.transactionVersion());
            return (TestCluster) () -> apacheKafka;
        }
        String bootstrap = System.getProperty(BOOTSTRAP, "");
        return bootstrap.isEmpty() ? shared(context) : (TestCluster) () -> bootstrap;
    }

    private static TestCluster shared(ExtensionContext context) {
        TestBroker broker = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, type -> Shared.start(), Shared.class)
                .broker();
        return broker::bootstrapServers;
    }
}
