package dev.leat.client.net;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The ways in which TLS fails, in words and with the setting to change. */
final class TlsFailures {
    private static final int DEEPEST = 10;

    private TlsFailures() {}

    /** Null if {@code cause} has nothing to do with TLS. */
    static @Nullable ClientException of(String peer, Throwable cause) {
        Throwable tls = find(cause);
        if (tls == null) {
            return null;
        }
        if (tls instanceof SslHandshakeTimeoutException) {
            return Failures.timedOut(peer);
        }
        String words = words(tls);
        boolean isLost = words.contains("closed") || tls.getCause() instanceof ClosedChannelException;
        if (isLost) {
            return lost(peer, cause);
        }
        return new FatalException(
                null, "TLS with " + peer + " failed: " + deepest(tls).getMessage(), advice(tls, words), cause);
    }

    /** The connection ended before TLS was agreed upon. */
    static ClientException lost(String peer, @Nullable Throwable cause) {
        return new RetriableException(
                null,
                "connection to " + peer + " was closed while TLS began",
                "the broker stopped, or does not speak TLS there: see security.protocol",
                cause);
    }

    private static @Nullable Throwable find(Throwable cause) {
        Throwable at = cause;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof SSLException) {
                return at;
            }
            at = at.getCause();
        }
        return null;
    }

    private static String advice(Throwable tls, String words) {
        if (tls instanceof NotSslRecordException) {
            return "the listener does not speak TLS: see security.protocol and bootstrap.servers";
        }
        if (words.contains("certification path") || words.contains("trust anchor")) {
            return "the authority that signed the broker's certificate must be in ssl.truststore.location";
        }
        if (words.contains("no name matching") || words.contains("subject alternative")) {
            return "connect by a name that is in the certificate (bootstrap.servers, advertised.listeners of the broker),"
                    + " or clear ssl.endpoint.identification.algorithm";
        }
        if (words.contains("certificate_required") || words.contains("bad_certificate")) {
            return "the broker wants a certificate that it trusts: see ssl.keystore.location";
        }
        if (words.contains("protocol") || words.contains("handshake_failure") || words.contains("cipher")) {
            return "the two sides share no version or cipher: see ssl.enabled.protocols and ssl.cipher.suites";
        }
        return "check the ssl. settings";
    }

    /** All messages down the causes, in lower case. */
    private static String words(Throwable tls) {
        StringBuilder all = new StringBuilder();
        Throwable at = tls;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            all.append(at.getMessage()).append(' ');
            at = at.getCause();
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    private static Throwable deepest(Throwable tls) {
        Throwable at = tls;
        for (int depth = 0; at.getCause() != null && depth < DEEPEST; depth++) {
            at = at.getCause();
        }
        return at;
    }
}
