package dev.leat.client.auth;

import dev.leat.client.error.FatalException;
import dev.leat.protocol.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways in which a broker refuses a login, in words and with the setting to change. */
public final class LoginFailures {
    private LoginFailures() {}

    /** The answer to the mechanism's name. */
    public static FatalException ofHandshake(
            String peer, Credentials credentials, ErrorCode code, List<String> offered) {
        if (code == ErrorCode.UNSUPPORTED_SASL_MECHANISM) {
            return new FatalException(
                    code,
                    peer + " takes no login by " + credentials.mechanism() + ", only by " + String.join(", ", offered),
                    "set sasl.mechanism to one of these, with a sasl.jaas.config that fits",
                    null);
        }
        return new FatalException(
                code,
                peer + " does not want a login here: " + code.meaning(),
                "set security.protocol to PLAINTEXT or SSL, or bootstrap.servers to a listener with logins",
                null);
    }

    /** The answer to a message of the dialogue. */
    public static FatalException refused(
            String peer, Credentials credentials, ErrorCode code, @Nullable String brokerMessage) {
        String reason = brokerMessage == null || brokerMessage.isBlank() ? code.meaning() : brokerMessage;
        String what = credentials instanceof Credentials.OAuthBearer
                ? "check the token's source, issuer and audience (sasl.oauthbearer.token.endpoint.url)"
                : "check the username and password in sasl.jaas.config, and sasl.mechanism";
        return new FatalException(code, peer + " refused the login by " + credentials + ": " + reason, what, null);
    }
}
