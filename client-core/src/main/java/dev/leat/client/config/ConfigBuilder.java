package dev.leat.client.config;

import dev.leat.client.auth.Credentials;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects settings by name, those that all clients share under methods of their own.
 *
 * @param <B> the builder itself
 */
public abstract class ConfigBuilder<B extends ConfigBuilder<B>> {
    private final Map<String, Object> settings = new LinkedHashMap<>();

    protected ConfigBuilder() {}

    public B clientId(String id) {
        return set(ClientSettings.CLIENT_ID, id);
    }

    /** Encrypts connections; what to trust is set with the {@code ssl.} settings, by default what the JDK trusts. */
    public B tls() {
        return set(SecuritySettings.SECURITY_PROTOCOL, SecuritySettings.Protocol.SSL);
    }

    /** Logs in with {@code credentials}; after {@link #tls()}, as otherwise they travel in the clear. */
    public B credentials(Credentials credentials) {
        boolean tls = settings.get(SecuritySettings.SECURITY_PROTOCOL.name()) == SecuritySettings.Protocol.SSL;
        set(
                SecuritySettings.SECURITY_PROTOCOL,
                tls ? SecuritySettings.Protocol.SASL_SSL : SecuritySettings.Protocol.SASL_PLAINTEXT);
        return set(SecuritySettings.CREDENTIALS, credentials);
    }

    /** Any setting by its name. */
    @SuppressWarnings("unchecked") // B is this class, as everybody who extends it says
    public B set(String name, Object value) {
        settings.put(name, value);
        return (B) this;
    }

    /** Any setting. */
    public <T> B set(Setting<T> setting, T value) {
        return set(setting.name(), value);
    }

    /** What was set so far, by name: producers and consumers read their own settings from it too. */
    public Map<String, Object> settings() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(settings)); // in their order, and with nulls
    }
}
