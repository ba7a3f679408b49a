package dev.leat.client.auth;

import dev.leat.client.error.FatalException;
import dev.leat.protocol.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM without channel binding (RFC 5802 section 3, RFC 7677): the password never travels, and the server has to prove
 * that it knows it too. Like Kafka's brokers, it takes names and passwords as UTF-8 without preparing them further.
 */
final class ScramDialogue implements SaslDialogue {
    private static final String NO_BINDING = "n,,";

    private final Credentials.Scram credentials;
    private final String nonce;
    private final ScramKeys keys;
    private byte @Nullable [] expectedSignature;
    private boolean isDone;

    /** @param nonce never used before; printable, without a comma */
    ScramDialogue(Credentials.Scram credentials, String nonce) {
        this.credentials = credentials;
        this.nonce = nonce;
        keys = new ScramKeys(credentials.hash());
    }

    @Override
    public Bytes begin() {
        return bytes(NO_BINDING + firstBare());
    }

    private String firstBare() {
        String name = credentials.username().replace("=", "=3D").replace(",", "=2C");
        return "n=" + name + ",r=" + nonce;
    }

    @Override
    public @Nullable Bytes next(Bytes challenge) {
        String message = new String(challenge.array(), StandardCharsets.UTF_8);
        if (isDone) {
            throw mistrusted("it goes on after the end");
        }
        if (expectedSignature == null) {
            return prove(message);
        }
        check(message, expectedSignature);
        isDone = true;
        return null;
    }

    private Bytes prove(String serverFirst) {
        ScramChallenge challenge = ScramChallenge.parse(serverFirst, nonce);
        String binding = Base64.getEncoder().encodeToString(NO_BINDING.getBytes(StandardCharsets.UTF_8));
        String withoutProof = "c=" + binding + ",r=" + challenge.nonce();
        String signed = firstBare() + "," + serverFirst + "," + withoutProof;
        byte[] salted = keys.salted(credentials.password(), challenge.salt(), challenge.iterations());
        expectedSignature = keys.serverSignature(salted, signed);
        String proof = Base64.getEncoder().encodeToString(keys.clientProof(salted, signed));
        return bytes(withoutProof + ",p=" + proof);
    }

    private void check(String serverFinal, byte[] expected) {
        if (serverFinal.startsWith("e=")) {
            throw new FatalException(
                    "the broker refused the login: " + serverFinal.substring(2),
                    "check the username and password in sasl.jaas.config, and sasl.mechanism");
        }
        if (!serverFinal.startsWith("v=") || !MessageDigest.isEqual(decode(serverFinal.substring(2)), expected)) {
            throw mistrusted("it does not prove that it knows the password");
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw mistrusted("its signature is not readable");
        }
    }

    static FatalException mistrusted(String why) {
        return new FatalException(
                "the broker is not to be trusted with this login: " + why,
                "somebody may listen in between, or its SCRAM records are damaged; check bootstrap.servers");
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
