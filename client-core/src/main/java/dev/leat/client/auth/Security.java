package dev.leat.client.auth;

import org.jspecify.annotations.Nullable;

/**
 * How a connection is protected.
 *
 * @param tls null for none
 * @param credentials null for not logging in
 */
public record Security(@Nullable TlsConfig tls, @Nullable Credentials credentials) {
    /** In the clear, as nobody. */
    public static final Security NONE = new Security(null, null);
}
