package dev.leat.client.auth;

import dev.leat.client.error.MisuseException;
import dev.leat.protocol.model.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** PLAIN: name and password in one message (RFC 4616). */
final class PlainDialogue implements SaslDialogue {
    private static final char NUL = '\0';

    private final Credentials.Plain credentials;

    PlainDialogue(Credentials.Plain credentials) {
        if (credentials.username().indexOf(NUL) >= 0 || credentials.password().indexOf(NUL) >= 0) {
            throw new MisuseException(
                    "username and password of a PLAIN login must not contain the character NUL",
                    "correct sasl.jaas.config");
        }
        this.credentials = credentials;
    }

    @Override
    public Bytes begin() {
        String message = NUL + credentials.username() + NUL + credentials.password();
        return Bytes.wrap(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable Bytes next(Bytes challenge) {
        return null;
    }
}
