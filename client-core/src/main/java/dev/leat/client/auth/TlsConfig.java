package dev.leat.client.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to speak TLS.
 *
 * @param trust whom to believe; null stands for the authorities that the JDK knows
 * @param identity what to show to brokers that ask who we are; null for nothing
 * @param verifyHost whether the broker's certificate must be for the host name that was connected to
 * @param protocols versions allowed, such as TLSv1.3; empty for the JDK's
 * @param ciphers cipher suites allowed; empty for the JDK's
 */
public record TlsConfig(
        @Nullable Store trust,
        @Nullable Store identity,
        boolean verifyHost,
        List<String> protocols,
        List<String> ciphers) {
    public TlsConfig {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /**
     * Certificates, and for an identity the private key, in a file or as PEM text.
     *
     * @param settings beginning of the names of the settings that it came from, for messages: {@code ssl.truststore}
     * @param type PEM, PKCS12 or JKS
     * @param location file; null for PEM given as text
     * @param certificates PEM text; null for a file
     * @param key PEM text of the private key; null for a file, or in a trust store
     * @param password of the file; null if it has none
     * @param keyPassword of the private key; null if it is the file's, or there is none
     */
    public record Store(
            String settings,
            String type,
            @Nullable String location,
            @Nullable String certificates,
            @Nullable String key,
            @Nullable String password,
            @Nullable String keyPassword) {
        @Override
        public String toString() {
            return settings + " (" + type + (location == null ? "" : " " + location) + ")";
        }
    }
}
