package dev.leat.client.auth;

import java.util.Base64;

/**
 * The server's first message: {@code r=nonce,s=salt,i=iterations}, perhaps with extensions after it.
 *
 * @param nonce the client's with the server's part behind it
 * @param iterations {@link #MIN_ITERATIONS} to {@link #MAX_ITERATIONS}
 */
record ScramChallenge(String nonce, byte[] salt, int iterations) {
    /** Fewer would make the password easy to find (RFC 7677 section 4). */
    static final int MIN_ITERATIONS = 4_096;
    /** More would let a server keep the client's thread busy for seconds. */
    static final int MAX_ITERATIONS = 1_000_000;

    /** Throws {@code FatalException} unless {@code message} is one for the client's {@code clientNonce}. */
    static ScramChallenge parse(String message, String clientNonce) {
        String[] parts = message.split(",", -1);
        if (parts.length < 3
                || !parts[0].startsWith("r=")
                || !parts[1].startsWith("s=")
                || !parts[2].startsWith("i=")) {
            throw ScramDialogue.mistrusted(
                    message.startsWith("e=") ? "it says " + message.substring(2) : "its answer is not of SCRAM");
        }
        String nonce = parts[0].substring(2);
        if (!nonce.startsWith(clientNonce) || nonce.length() == clientNonce.length()) {
            throw ScramDialogue.mistrusted("it answers with another nonce");
        }
        return new ScramChallenge(nonce, salt(parts[1].substring(2)), iterations(parts[2].substring(2)));
    }

    private static byte[] salt(String base64) {
        try {
            byte[] salt = Base64.getDecoder().decode(base64);
            if (salt.length > 0) {
                return salt;
            }
        } catch (IllegalArgumentException malformed) {
            throw ScramDialogue.mistrusted("its salt is not readable");
        }
        throw ScramDialogue.mistrusted("its salt is empty");
    }

    private static int iterations(String digits) {
        int iterations = -1;
        try {
            iterations = Integer.parseInt(digits);
        } catch (NumberFormatException notANumber) {
            throw ScramDialogue.mistrusted("its number of iterations is not readable");
        }
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw ScramDialogue.mistrusted("it asks for " + iterations + " iterations, outside of " + MIN_ITERATIONS
                    + " to " + MAX_ITERATIONS);
        }
        return iterations;
    }
}
