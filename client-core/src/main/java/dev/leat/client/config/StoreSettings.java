package dev.leat.client.config;

import dev.leat.client.auth.TlsConfig;
import dev.leat.client.error.MisuseException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of one store of certificates, all beginning alike. */
final class StoreSettings {
    private static final Set<String> TYPES = Set.of("PEM", "PKCS12", "JKS");

    private final String prefix;
    private final boolean holdsKey;
    private final Setting<String> type;
    private final Setting<String> location;
    private final Setting<String> password;
    private final Setting<String> certificates;
    private final Setting<String> key;
    private final Setting<String> keyPassword;

    /**
     * @param prefix {@code ssl.truststore} or {@code ssl.keystore}
     * @param certificatesSuffix how the setting with the certificates as text ends
     * @param holdsKey whether there is a private key too
     */
    StoreSettings(String prefix, String certificatesSuffix, boolean holdsKey) {
        this.prefix = prefix;
        this.holdsKey = holdsKey;
        type = Setting.text(prefix + ".type", "JKS", "PEM, PKCS12 or JKS");
        location = Setting.text(prefix + ".location", null, "the file with the certificates");
        password = Setting.text(prefix + ".password", null, "the password of that file");
        certificates = Setting.text(prefix + "." + certificatesSuffix, null, "the certificates themselves, as PEM");
        key = Setting.text(prefix + ".key", null, "the private key itself, as PEM in PKCS #8");
        keyPassword = Setting.text("ssl.key.password", null, "the password of the private key");
    }

    /** Null if nothing is given. */
    TlsConfig.@Nullable Store read(ConfigReader in) {
        String kind = in.get(type).toUpperCase(Locale.ROOT);
        String file = in.find(location);
        String text = in.find(certificates);
        String filePassword = in.find(password);
        String keyText = holdsKey ? in.find(key) : null;
        String secret = holdsKey ? in.find(keyPassword) : null;
        if (!TYPES.contains(kind)) {
            throw new MisuseException(
                    type.name() + " must be one of PEM, PKCS12, JKS, but is '" + kind + "'", "correct " + type.name());
        }
        if (file == null && text == null) {
            return null;
        }
        if (text != null && !kind.equals("PEM")) {
            throw new MisuseException(
                    certificates.name() + " is only for stores in PEM", "set " + type.name() + " to PEM");
        }
        if (text != null && holdsKey && keyText == null) {
            throw new MisuseException(key.name() + " is not set", "set " + key.name() + ": " + key.doc());
        }
        return new TlsConfig.Store(prefix, kind, file, text, keyText, filePassword, secret);
    }
}
