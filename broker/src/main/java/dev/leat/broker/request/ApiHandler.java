package dev.leat.broker.request;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;

/**
 * Serves one API. {@link ApiVersionsHandler} tells clients what the handlers in place serve, so a handler that exists is
 * advertised and one that does not is not.
 *
 * @param <Q> the request, as decoded
 */
public interface ApiHandler<Q extends ApiRequest> {
    ApiKey key();

    /** Oldest version served, inclusive. */
    default short oldestVersion() {
        return key().oldestVersion();
    }

    /** Newest version served, inclusive. */
    default short latestVersion() {
        return key().latestStableVersion();
    }

    /** Oldest version that clients are told; differs from {@link #oldestVersion()} only to please old clients. */
    default short advertisedOldestVersion() {
        return oldestVersion();
    }

    /**
     * Starts work on {@code request}; on the connection's thread, must not block. Ends with exactly one call of a
     * method of {@code context} that ends the request, on any thread. An exception ends the connection.
     */
    void handle(Q request, RequestContext context);
}
