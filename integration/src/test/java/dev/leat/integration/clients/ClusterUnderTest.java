package dev.leat.integration.clients;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one Leat broker inside their JVM, shared by all of them and ended with the JVM's tests, or the cluster that
 * {@code -Dleat.test.bootstrap} names.
 */
public final class ClusterUnderTest implements ParameterResolver {
    /** System property: {@code host:port} of a running broker to test instead. */
    public static final String BOOTSTRAP = "leat.test.bootstrap";

    private static final Namespace NAMESPACE = Namespace.create(ClusterUnderTest.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String bootstrap = System.getProperty(BOOTSTRAP, "");
        if (!bootstrap.isEmpty()) {
            return (TestCluster) () -> bootstrap;
        }
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(InJvmBroker.class, type -> InJvmBroker.start(), InJvmBroker.class);
    }
}
