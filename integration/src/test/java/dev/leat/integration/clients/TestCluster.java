package dev.leat.integration.clients;

/** A cluster that tests may use, whoever runs it. */
@FunctionalInterface
public interface TestCluster {
    /** {@code host:port} of a broker on a plaintext connection. */
    String bootstrap();
}
