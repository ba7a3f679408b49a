package dev.leat.client.auth;

import dev.leat.base.WallClock;
import dev.leat.client.error.FatalException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The token sources that need nothing but this machine. */
public final class TokenSources {
    private static final long LIFETIME_SECONDS = 3_600;
    private static final long MS_PER_SECOND = 1_000;

    private TokenSources() {}

    /** Tokens without a signature (RFC 7519 section 6), for tests: brokers take them only when told so. */
    public static TokenSource unsecured(String subject, WallClock clock) {
        return () -> {
            long now = clock.millis() / MS_PER_SECOND;
            String claims = String.format(
                    Locale.ROOT,
                    "{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}",
                    subject.replace("\\", "\\\\").replace("\"", "\\\""),
                    now,
                    now + LIFETIME_SECONDS);
            String token = base64("{\"alg\":\"none\"}") + "." + base64(claims) + ".";
            return CompletableFuture.completedFuture(new TokenSource.Token(token, Map.of()));
        };
    }

    /** The token in a small local file, read again at each login, as sidecars renew it there. */
    public static TokenSource file(String url) {
        Path file = Path.of(URI.create(url));
        return () -> {
            try {
                String token = Files.readString(file, StandardCharsets.UTF_8).trim();
                return CompletableFuture.completedFuture(new TokenSource.Token(token, Map.of()));
            } catch (IOException unreadable) {
                return CompletableFuture.failedFuture(new FatalException(
                        null,
                        "the token file " + file + " cannot be read: " + unreadable,
                        "check sasl.oauthbearer.token.endpoint.url",
                        unreadable));
            }
        };
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
