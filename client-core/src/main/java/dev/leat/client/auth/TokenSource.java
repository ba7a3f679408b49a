package dev.leat.client.auth;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Supplies OAuth tokens; asked for each login, so it should keep a token as long as it is good. */
@FunctionalInterface
public interface TokenSource {
    /** Called on an event loop: must not block. */
    CompletableFuture<Token> token();

    /**
     * A token to log in with.
     *
     * @param value the token's compact text
     * @param extensions SASL extensions to send along (KIP-342); names are letters only
     */
    record Token(String value, Map<String, String> extensions) {
        public Token {
            extensions = Map.copyOf(extensions);
        }

        @Override
        public String toString() {
            return "a token of " + value.length() + " characters";
        }
    }
}
