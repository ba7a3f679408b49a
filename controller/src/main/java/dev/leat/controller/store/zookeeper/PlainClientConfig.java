package dev.leat.controller.store.zookeeper;

import org.apache.zookeeper.client.ZKClientConfig;

/**
 * The client's configuration from system properties, without what it needs only for TLS and SASL as long as neither is
 * asked for: asking Java for its TLS defaults takes 250 ms of a cold start, looking for a login context more.
 */
final class PlainClientConfig extends ZKClientConfig {
    PlainClientConfig() {
        if (System.getProperty(ENABLE_CLIENT_SASL_KEY) == null) {
            setProperty(ENABLE_CLIENT_SASL_KEY, "false");
        }
    }

    @Override
    protected void handleBackwardCompatibility() {
        if (Boolean.getBoolean(SECURE_CLIENT) || System.getProperty(ENABLE_CLIENT_SASL_KEY) != null) {
            super.handleBackwardCompatibility();
        } else {
            setProperty(JUTE_MAXBUFFER, System.getProperty(JUTE_MAXBUFFER));
        }
    }
}
