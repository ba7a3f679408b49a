package dev.leat.client.net;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.wire.MalformedMessageException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The ways in which a connection fails, in words. */
final class Failures {
    private Failures() {}

    /** @param tried the address of that name with which it was tried */
    static ClientException unreachable(HostPort address, InetAddress tried, Throwable cause) {
        String host = tried.getHostAddress();
        return unreachable(host.equals(address.host()) ? address.toString() : address + " (" + host + ")", cause);
    }

    /** There is no address to try, as {@link NameLookups} tells. */
    static ClientException unresolved(HostPort address, Throwable cause) {
        return cause instanceof CancellationException
                ? closedHere(address.toString())
                : unreachable(address.toString(), cause);
    }

    private static ClientException unreachable(String where, Throwable cause) {
        return new RetriableException(
                null, "no connection to " + where + ": " + whyUnreachable(cause), adviceOnUnreachable(cause), cause);
    }

    private static String adviceOnUnreachable(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "the resolver of this machine is slow or hangs; socket.connection.setup.timeout.ms says how"
                    + " long to wait for it";
        }
        return cause instanceof VirtualMachineError
                ? "this process needs more memory, or may have too few threads"
                : "no broker runs there, or the address is not right";
    }

    static ClientException disconnected(String peer, @Nullable Throwable cause) {
        return new RetriableException(
                null,
                "connection to " + peer + " was closed" + (cause == null ? "" : ": " + reason(cause)),
                "the broker stopped, or refused what it was sent; its log has the reason",
                cause);
    }

    static ClientException timedOut(String peer) {
        return new RetriableException(
                null, peer + " did not answer in time", "the broker is overloaded or hangs; its log has more", null);
    }

    static ClientException tooLarge(String peer, Throwable cause) {
        return new FatalException(
                null,
                peer + " sent an answer above the limit of this client: " + reason(cause),
                "is it a Kafka listener? TLS or HTTP ports look like this",
                cause);
    }

    static ClientException notKafka(String peer, Throwable cause) {
        return new FatalException(
                null,
                peer + " sent something that is not Kafka's protocol: " + reason(cause),
                "is it a Kafka listener? TLS or HTTP ports look like this",
                cause);
    }

    static ClientException closedHere(String peer) {
        return new RetriableException(null, "connection to " + peer + " was closed by this client", "", null);
    }

    static ClientException idle(String peer) {
        return new RetriableException(
                null, "connection to " + peer + " was closed as nobody used it", "raise connections.max.idle.ms", null);
    }

    static ClientException misrouted(String peer, ExpectedBroker expected) {
        return new RetriableException(
                ErrorCode.REBOOTSTRAP_REQUIRED,
                peer + " is not broker " + expected.nodeId() + " of cluster " + expected.clusterId(),
                "DNS or a proxy leads elsewhere, or another broker has taken the address over",
                null);
    }

    static ClientException noCommonVersion(String peer, ApiKey api) {
        return new FatalException(
                ErrorCode.UNSUPPORTED_VERSION,
                peer + " offers no version of " + api + " that this client speaks",
                "the broker is older or newer than this client supports, or does not have the feature",
                null);
    }

    /** Whatever went wrong on a connection to {@code peer}, as one of the four kinds. */
    static ClientException of(String peer, Throwable cause) {
        if (cause instanceof ClientException known) {
            return known;
        }
        ClientException tls = TlsFailures.of(peer, cause);
        if (tls != null) {
            return tls;
        }
        if (cause instanceof TooLongFrameException) {
            return tooLarge(peer, cause);
        }
        if (cause instanceof CorruptedFrameException
                || cause instanceof MalformedMessageException
                || cause instanceof IndexOutOfBoundsException) {
            return notKafka(peer, cause);
        }
        return cause instanceof IOException
                ? disconnected(peer, cause)
                : new FatalException(null, "reading an answer of " + peer + " failed: " + cause, "", cause);
    }

    private static String whyUnreachable(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "nobody answered in time";
        }
        if (cause instanceof ConnectException) { // the texts differ between NIO and epoll
            return "connection refused";
        }
        if (cause instanceof TimeoutException) {
            return "the host name was not looked up in time";
        }
        return cause instanceof UnknownHostException ? "the host name is not known" : reason(cause);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
