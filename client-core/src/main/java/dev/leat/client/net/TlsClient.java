package dev.leat.client.net;

import dev.leat.client.auth.TlsConfig;
import dev.leat.client.error.MisuseException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What TLS needs that is the same for all connections of a client: stores, read once, and the JDK's TLS. */
final class TlsClient {
    private final SslContext context;

    /** Throws {@link MisuseException} naming the setting whose store cannot be used. */
    TlsClient(TlsConfig config) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm(config.verifyHost() ? "HTTPS" : null);
        if (!config.protocols().isEmpty()) {
            builder.protocols(config.protocols());
        }
        if (!config.ciphers().isEmpty()) {
            builder.ciphers(config.ciphers());
        }
        use(config.trust(), store -> trust(builder, store));
        use(config.identity(), store -> identify(builder, store));
        try {
            context = builder.build();
        } catch (IOException | IllegalArgumentException unusable) {
            throw new MisuseException(
                    null, "TLS cannot be set up: " + unusable.getMessage(), "check the ssl. settings", unusable);
        }
    }

    private interface Step {
        void take(TlsConfig.Store store) throws IOException, GeneralSecurityException;
    }

    private static void use(TlsConfig.@Nullable Store store, Step step) {
        if (store == null) {
            return;
        }
        try {
            step.take(store);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new MisuseException(
                    null,
                    store + " cannot be used: " + unusable,
                    "check " + store.settings() + ".location, .type and .password",
                    unusable);
        }
    }

    private static void trust(SslContextBuilder builder, TlsConfig.Store store)
            throws IOException, GeneralSecurityException {
        if (store.type().equals("PEM")) {
            try (InputStream certificates = pem(store, store.certificates())) {
                builder.trustManager(certificates);
            }
            return;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(load(store));
        builder.trustManager(factory);
    }

    private static void identify(SslContextBuilder builder, TlsConfig.Store store)
            throws IOException, GeneralSecurityException {
        String keyPassword = store.keyPassword() == null ? store.password() : store.keyPassword();
        if (store.type().equals("PEM")) {
            try (InputStream chain = pem(store, store.certificates());
                    InputStream key = pem(store, store.key())) {
                builder.keyManager(chain, key, store.keyPassword());
            }
            return;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(load(store), keyPassword == null ? null : keyPassword.toCharArray());
        builder.keyManager(factory);
    }

    private static InputStream pem(TlsConfig.Store store, @Nullable String text) throws IOException {
        return text == null
                ? Files.newInputStream(file(store))
                : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeyStore load(TlsConfig.Store store) throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance(store.type());
        try (InputStream in = Files.newInputStream(file(store))) {
            String password = store.password();
            loaded.load(in, password == null ? null : password.toCharArray());
        }
        return loaded;
    }

    private static Path file(TlsConfig.Store store) {
        return Path.of(Objects.requireNonNull(store.location(), "a store has a location or text"));
    }

    /** The handler for one connection. */
    SslHandler handler(ByteBufAllocator allocator, HostPort address, long timeoutMs) {
        SslHandler handler = context.newHandler(allocator, address.host(), address.port());
        handler.setHandshakeTimeoutMillis(timeoutMs);
        return handler;
    }
}
