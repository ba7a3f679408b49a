package dev.leat.client.auth;

import dev.leat.base.RandomSource;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Begins logins. */
public final class SaslDialogues {
    private static final int NONCE_BYTES = 24; // a multiple of 3: no padding in base64

    private SaslDialogues() {}

    /**
     * A new dialogue, once what it needs is there.
     *
     * @param secrets hard to guess: nonces are made of it
     */
    public static CompletableFuture<SaslDialogue> begin(Credentials credentials, RandomSource secrets) {
        if (credentials instanceof Credentials.Plain plain) {
            return CompletableFuture.completedFuture(new PlainDialogue(plain));
        }
        if (credentials instanceof Credentials.Scram scram) {
            return CompletableFuture.completedFuture(new ScramDialogue(scram, nonce(secrets)));
        }
        Credentials.OAuthBearer bearer = (Credentials.OAuthBearer) credentials;
        return bearer.tokens().token().thenApply(OAuthBearerDialogue::new);
    }

    private static String nonce(RandomSource secrets) {
        ByteBuffer bytes = ByteBuffer.allocate(NONCE_BYTES);
        while (bytes.hasRemaining()) {
            bytes.putLong(secrets.nextLong());
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
