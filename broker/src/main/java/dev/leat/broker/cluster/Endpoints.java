package dev.leat.broker.cluster;

import dev.leat.controller.cluster.BrokerEndpoint;
import dev.leat.controller.cluster.BrokerRegistration;
import dev.leat.controller.cluster.ClusterImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where clients of one listener find the brokers. */
public final class Endpoints {
    private final String listener;

    /**
     * @param listener name of the listener that the clients use
     */
    public Endpoints(String listener) {
        this.listener = listener;
    }

    /** A live broker that has this listener. */
    public record Node(
            int id, String host, int port, @Nullable String rack) {}

    public List<Node> all(ClusterImage image) {
        return image.brokers().stream()
                .map(this::nodeOf)
                .<Node>mapMulti((node, out) -> {
                    if (node != null) {
                        out.accept(node);
                    }
                })
                .toList();
    }

    public @Nullable Node find(ClusterImage image, int brokerId) {
        BrokerRegistration broker = image.broker(brokerId);
        return broker == null ? null : nodeOf(broker);
    }

    private @Nullable Node nodeOf(BrokerRegistration broker) {
        for (BrokerEndpoint endpoint : broker.info().endpoints()) {
            if (endpoint.listener().equals(listener)) {
                return new Node(
                        broker.brokerId(),
                        endpoint.host(),
                        endpoint.port(),
                        broker.info().rack());
            }
        }
        return null;
    }
}
