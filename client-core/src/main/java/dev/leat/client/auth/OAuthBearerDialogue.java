package dev.leat.client.auth;

import dev.leat.protocol.model.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * OAUTHBEARER: the token in one message (RFC 7628 section 3.1), with Kafka's extensions (KIP-342). A server that refuses
 * it says why in a challenge, which the client has to acknowledge before the server fails the login.
 */
final class OAuthBearerDialogue implements SaslDialogue {
    private static final char SEPARATOR = '\u0001';

    private final TokenSource.Token token;

    OAuthBearerDialogue(TokenSource.Token token) {
        this.token = token;
    }

    @Override
    public Bytes begin() {
        StringBuilder message = new StringBuilder("n,,").append(SEPARATOR).append("auth=Bearer ");
        message.append(token.value()).append(SEPARATOR);
        token.extensions()
                .forEach((name, value) ->
                        message.append(name).append('=').append(value).append(SEPARATOR));
        return bytes(message.append(SEPARATOR).toString());
    }

    @Override
    public @Nullable Bytes next(Bytes challenge) {
        return challenge.size() == 0 ? null : bytes(String.valueOf(SEPARATOR));
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
