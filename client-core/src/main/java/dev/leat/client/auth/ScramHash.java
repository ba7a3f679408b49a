package dev.leat.client.auth;

/** The hash that a SCRAM login works with. */
public enum ScramHash {
    SHA_256("SHA-256"),
    SHA_512("SHA-512");

    private final String algorithm;

    ScramHash(String algorithm) {
        this.algorithm = algorithm;
    }

    /** The SASL mechanism, such as {@code SCRAM-SHA-256}. */
    public String mechanism() {
        return "SCRAM-" + algorithm;
    }

    /** The JDK's name of the digest. */
    String digest() {
        return algorithm;
    }

    /** The JDK's name of the keyed digest. */
    String mac() {
        return "Hmac" + algorithm.replace("-", "");
    }
}
