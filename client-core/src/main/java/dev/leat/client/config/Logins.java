package dev.leat.client.config;

import dev.leat.client.Seams;
import dev.leat.client.auth.Credentials;
import dev.leat.client.auth.ScramHash;
import dev.leat.client.auth.TokenSource;
import dev.leat.client.auth.TokenSources;
import dev.leat.client.error.MisuseException;
import org.jspecify.annotations.Nullable;

/** Credentials out of Kafka's settings. */
final class Logins {
    private static final String CLAIM_PREFIX = "unsecuredLoginStringClaim_";

    private Logins() {}

    static Credentials parse(String mechanism, String jaas, @Nullable String tokenUrl) {
        JaasEntry entry = entry(jaas);
        return switch (mechanism) {
            case "PLAIN" -> new Credentials.Plain(option(entry, "username"), option(entry, "password"));
            case "SCRAM-SHA-256" -> scram(ScramHash.SHA_256, entry);
            case "SCRAM-SHA-512" -> scram(ScramHash.SHA_512, entry);
            case "OAUTHBEARER" -> new Credentials.OAuthBearer(tokens(entry, tokenUrl));
            default ->
                throw new MisuseException(
                        SecuritySettings.SASL_MECHANISM.name() + " must be one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512,"
                                + " OAUTHBEARER, but is '" + mechanism + "'",
                        "this client does not know other mechanisms, such as GSSAPI");
        };
    }

    private static JaasEntry entry(String jaas) {
        try {
            return JaasEntry.parse(jaas);
        } catch (IllegalArgumentException malformed) {
            throw new MisuseException(
                    SecuritySettings.SASL_JAAS_CONFIG.name() + " is not readable: " + malformed.getMessage(),
                    "it looks like " + SecuritySettings.SASL_JAAS_CONFIG.doc());
        }
    }

    private static Credentials scram(ScramHash hash, JaasEntry entry) {
        return new Credentials.Scram(hash, option(entry, "username"), option(entry, "password"));
    }

    private static String option(JaasEntry entry, String name) {
        String value = entry.options().get(name);
        if (value == null) {
            throw new MisuseException(
                    SecuritySettings.SASL_JAAS_CONFIG.name() + " has no option '" + name + "'",
                    "it looks like " + SecuritySettings.SASL_JAAS_CONFIG.doc());
        }
        return value;
    }

    private static TokenSource tokens(JaasEntry entry, @Nullable String url) {
        String subject = entry.options().get(CLAIM_PREFIX + "sub");
        if (subject != null) {
            return TokenSources.unsecured(subject, Seams.real().wall());
        }
        if (url != null && url.startsWith("file:")) {
            return TokenSources.file(url);
        }
        throw new MisuseException(
                "no source of tokens: neither " + SecuritySettings.TOKEN_ENDPOINT_URL.name() + " with a file: address"
                        + " nor the option " + CLAIM_PREFIX + "sub is set",
                "or give " + SecuritySettings.CREDENTIALS.name() + " a Credentials.OAuthBearer of your own");
    }
}
