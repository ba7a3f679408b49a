package dev.leat.client.auth;

import java.util.Objects;

/** What a client logs in with. Text forms never show secrets. */
public sealed interface Credentials {
    /** Name and password as they are; use over TLS only (RFC 4616). */
    record Plain(String username, String password) implements Credentials {
        public Plain {
            Objects.requireNonNull(username, "username");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public String toString() {
            return "PLAIN as " + username;
        }
    }

    /** Name and a proof of knowing the password, which never travels (RFC 5802, RFC 7677). */
    record Scram(ScramHash hash, String username, String password) implements Credentials {
        public Scram {
            Objects.requireNonNull(username, "username");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public String toString() {
            return hash.mechanism() + " as " + username;
        }
    }

    /** A token that somebody else vouches for (RFC 7628, KIP-255). */
    record OAuthBearer(TokenSource tokens) implements Credentials {
        @Override
        public String toString() {
            return "OAUTHBEARER";
        }
    }

    /** The mechanism's registered name. */
    default String mechanism() {
        if (this instanceof Plain) {
            return "PLAIN";
        }
        return this instanceof Scram scram ? scram.hash().mechanism() : "OAUTHBEARER";
    }
}
