package dev.leat.integration.clients;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the cluster that {@code -Dleat.test.bootstrap} names. */
public final class ClusterUnderTest implements ParameterResolver {
    /** System property: {@code host:port} of a running broker. */
    public static final String BOOTSTRAP = "leat.test.bootstrap";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String bootstrap = System.getProperty(BOOTSTRAP, "");
        Assumptions.assumeFalse(bootstrap.isEmpty(), "no broker to test: set -D" + BOOTSTRAP + "=HOST:PORT");
        return (TestCluster) () -> bootstrap;
    }
}
