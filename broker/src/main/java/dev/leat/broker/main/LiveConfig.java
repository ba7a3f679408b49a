package dev.leat.broker.main;

import dev.leat.broker.config.BrokerConfig;
import dev.leat.controller.cluster.ClusterDelta;
import dev.leat.controller.cluster.ClusterImage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration as it is now: what was given at start under what the cluster has set since. Any thread reads. */
final class LiveConfig implements Supplier<BrokerConfig> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);

    private final BrokerConfig given;
    private volatile BrokerConfig current;

    LiveConfig(BrokerConfig given) {
        this.given = given;
        this.current = given;
    }

    @Override
    public BrokerConfig get() {
        return current;
    }

    /** On the controller's thread. */
    void follow(ClusterDelta delta, ClusterImage image) {
        if (!delta.whole() && delta.brokerConfigs().isEmpty()) {
            return;
        }
        current = given.withDynamic(
                image.brokerConfigs(ClusterImage.ALL_BROKERS),
                image.brokerConfigs(given.cluster().brokerId()));
        for (String oddity : current.warnings()) {
            LOG.warn("{}", oddity);
        }
    }
}
