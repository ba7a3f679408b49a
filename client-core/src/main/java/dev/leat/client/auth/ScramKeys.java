package dev.leat.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The formulas of RFC 5802 section 3 over one hash. */
final class ScramKeys {
    private static final int BITS_PER_BYTE = 8;

    private final ScramHash hash;

    ScramKeys(ScramHash hash) {
        this.hash = hash;
    }

    /** {@code Hi(password, salt, iterations)}, which is PBKDF2 with one block. */
    byte[] salted(String password, byte[] salt, int iterations) {
        try {
            int bits = MessageDigest.getInstance(hash.digest()).getDigestLength() * BITS_PER_BYTE;
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, bits);
            return SecretKeyFactory.getInstance("PBKDF2With" + hash.mac())
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw unsupported(missing);
        }
    }

    /** {@code ClientKey XOR HMAC(StoredKey, signed)}. */
    byte[] clientProof(byte[] salted, String signed) {
        byte[] clientKey = mac(salted, "Client Key");
        byte[] signature = mac(digest(clientKey), signed);
        byte[] proof = new byte[clientKey.length];
        for (int i = 0; i < proof.length; i++) {
            proof[i] = (byte) (clientKey[i] ^ signature[i]);
        }
        return proof;
    }

    /** {@code HMAC(ServerKey, signed)}. */
    byte[] serverSignature(byte[] salted, String signed) {
        return mac(mac(salted, "Server Key"), signed);
    }

    private byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance(hash.digest()).digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw unsupported(missing);
        }
    }

    private byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(hash.mac());
            mac.init(new SecretKeySpec(key, hash.mac()));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw unsupported(missing);
        }
    }

    private static IllegalStateException unsupported(GeneralSecurityException missing) {
        return new IllegalStateException("this JDK lacks what " + ScramHash.class.getSimpleName() + " needs", missing);
    }
}
