package dev.leat.client.config;

import dev.leat.client.auth.Credentials;
import dev.leat.client.auth.Security;
import dev.leat.client.auth.TlsConfig;
import dev.leat.client.error.MisuseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of TLS and logins, and how they make a {@link Security}. */
public final class SecuritySettings {
    public static final Setting<Protocol> SECURITY_PROTOCOL = Setting.choice(
            "security.protocol",
            "PLAINTEXT",
            Protocol.class,
            "how connections are protected: PLAINTEXT (not at all), SSL (by TLS), SASL_PLAINTEXT (a login without TLS) or"
                    + " SASL_SSL (a login over TLS)");
    public static final Setting<String> SASL_MECHANISM =
            Setting.text("sasl.mechanism", null, "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER");
    public static final Setting<String> SASL_JAAS_CONFIG = Setting.text(
            "sasl.jaas.config",
            null,
            "the login, such as org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"me\" password=\"secret\";");
    public static final Setting<String> TOKEN_ENDPOINT_URL = Setting.text(
            "sasl.oauthbearer.token.endpoint.url", null, "where to get tokens; file:///PATH reads one from a file");
    /** Not one of Kafka's: a {@link Credentials} object, in place of mechanism and JAAS text. */
    public static final Setting<Credentials> CREDENTIALS =
            new Setting<>("leat.credentials", null, SecuritySettings::credentials, "what to log in with, as an object");

    public static final Setting<String> ENDPOINT_IDENTIFICATION = Setting.text(
            "ssl.endpoint.identification.algorithm",
            "https",
            "https checks that the broker's certificate is for its host name; empty does not");
    public static final Setting<List<String>> ENABLED_PROTOCOLS =
            Setting.list("ssl.enabled.protocols", "TLSv1.2,TLSv1.3", "TLS versions that may be used");
    public static final Setting<List<String>> CIPHER_SUITES =
            Setting.list("ssl.cipher.suites", "", "cipher suites that may be used; empty for the JDK's");
    private static final StoreSettings TRUST = new StoreSettings("ssl.truststore", "certificates", false);
    private static final StoreSettings IDENTITY = new StoreSettings("ssl.keystore", "certificate.chain", true);

    private SecuritySettings() {}

    /** Kafka's four combinations. */
    public enum Protocol {
        PLAINTEXT,
        SSL,
        SASL_PLAINTEXT,
        SASL_SSL;

        boolean hasTls() {
            return this == SSL || this == SASL_SSL;
        }

        boolean hasLogin() {
            return this == SASL_PLAINTEXT || this == SASL_SSL;
        }
    }

    static Security read(ConfigReader in) {
        Protocol protocol = in.get(SECURITY_PROTOCOL);
        TlsConfig tls = readTls(in); // also when unused: wrong values are told, and the names are known
        Credentials credentials = readCredentials(in, protocol.hasLogin());
        return new Security(protocol.hasTls() ? tls : null, protocol.hasLogin() ? credentials : null);
    }

    private static TlsConfig readTls(ConfigReader in) {
        String identification = in.get(ENDPOINT_IDENTIFICATION);
        if (!identification.isEmpty() && !identification.equalsIgnoreCase("https")) {
            throw new MisuseException(
                    ENDPOINT_IDENTIFICATION.name() + " must be https or empty, but is '" + identification + "'",
                    "leave it at https unless brokers have certificates without their host names");
        }
        return new TlsConfig(
                TRUST.read(in),
                IDENTITY.read(in),
                !identification.isEmpty(),
                in.get(ENABLED_PROTOCOLS),
                in.get(CIPHER_SUITES));
    }

    private static @Nullable Credentials readCredentials(ConfigReader in, boolean needed) {
        Credentials direct = in.find(CREDENTIALS);
        String mechanism = in.find(SASL_MECHANISM);
        String jaas = in.find(SASL_JAAS_CONFIG);
        String tokenUrl = in.find(TOKEN_ENDPOINT_URL);
        if (direct != null || !needed) {
            return direct;
        }
        return Logins.parse(in.get(SASL_MECHANISM), jaas == null ? in.get(SASL_JAAS_CONFIG) : jaas, tokenUrl);
    }

    private static Credentials credentials(Object value) {
        if (value instanceof Credentials credentials) {
            return credentials;
        }
        throw new IllegalArgumentException("an object of " + Credentials.class.getName());
    }
}
