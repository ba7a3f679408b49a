package dev.leat.client.net;

import dev.leat.client.error.ClientErrors;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsRequest;
import dev.leat.protocol.message.ApiVersionsResponse;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a broker speaks, as the first thing on a connection (KIP-35, KIP-511).
 *
 * <p>A broker that does not know our version of ApiVersions answers in version 0 with the range it does know; then we
 * ask once more, in the best version of that range.
 */
final class Negotiation {
    private static final short FALLBACK = 0;
    private static final int EXPECTED_SINCE = 5;
    private static final String SOFTWARE_NAME = "leat";
    private static final String SOFTWARE_VERSION = "0.1.0";

    private final String peer;
    private final Exchange exchange;
    private final NetworkConfig config;
    private final @Nullable ExpectedBroker expected;

    /** @param expected null to take whoever answers */
    Negotiation(String peer, Exchange exchange, NetworkConfig config, @Nullable ExpectedBroker expected) {
        this.peer = peer;
        this.exchange = exchange;
        this.config = config;
        this.expected = expected;
    }

    /** Runs on the event loop. */
    CompletableFuture<ApiVersionTable> run() {
        return ask(ApiKey.API_VERSIONS.latestStableVersion())
                .thenCompose(first -> isRefused(first) ? ask(acceptable(first)) : done(first))
                .thenApply(this::table);
    }

    private CompletableFuture<ApiVersionsResponse> ask(short version) {
        CallFrame<ApiVersionsResponse> frame = new CallFrame<>(call(version, expected), version, config);
        exchange.send(frame);
        return frame.result;
    }

    private static Call<ApiVersionsResponse> call(short version, @Nullable ExpectedBroker expected) {
        ApiVersionsRequest.Builder request = ApiVersionsRequest.builder()
                .clientSoftwareName(version >= 3 ? SOFTWARE_NAME : "")
                .clientSoftwareVersion(version >= 3 ? SOFTWARE_VERSION : "");
        if (expected != null) { // left out of versions that do not have it
            request.clusterId(expected.clusterId()).nodeId(expected.nodeId());
        }
        return Call.of(request.build(), ApiVersionsResponse.class);
    }

    /** Whether a broker that offers {@code versions} knows what to do when it is told whom it is taken for. */
    static boolean canTell(ApiVersionTable versions) {
        return versions.offers(ApiKey.API_VERSIONS, EXPECTED_SINCE);
    }

    /** Tells a broker that can be told; fails with {@code REBOOTSTRAP_REQUIRED} if it is another one. */
    static Call<Boolean> tell(String peer, ExpectedBroker expected) {
        return call(ApiKey.API_VERSIONS.latestStableVersion(), expected).then(answer -> {
            if (isMisrouted(answer)) {
                throw Failures.misrouted(peer, expected);
            }
            return true;
        });
    }

    private static boolean isMisrouted(ApiVersionsResponse response) {
        return response.errorCode() == ErrorCode.REBOOTSTRAP_REQUIRED.code();
    }

    private static boolean isRefused(ApiVersionsResponse response) {
        return response.errorCode() == ErrorCode.UNSUPPORTED_VERSION.code();
    }

    private static short acceptable(ApiVersionsResponse refusal) {
        for (ApiVersionsResponse.ApiVersion api : refusal.apiKeys()) {
            if (api.apiKey() == ApiKey.API_VERSIONS.id()) {
                return (short) Math.min(api.maxVersion(), ApiKey.API_VERSIONS.latestStableVersion());
            }
        }
        return FALLBACK;
    }

    private static CompletableFuture<ApiVersionsResponse> done(ApiVersionsResponse response) {
        return CompletableFuture.completedFuture(response);
    }

    private ApiVersionTable table(ApiVersionsResponse response) {
        if (expected != null && isMisrouted(response)) {
            throw Failures.misrouted(peer, expected);
        }
        ClientErrors.check(response.errorCode(), "agreeing on versions with " + peer, null);
        Map<ApiKey, ApiVersionTable.Range> served = new EnumMap<>(ApiKey.class);
        for (ApiVersionsResponse.ApiVersion api : response.apiKeys()) {
            ApiKey key = ApiKey.forId(api.apiKey());
            if (key != null) {
                served.put(key, new ApiVersionTable.Range(api.minVersion(), api.maxVersion()));
            }
        }
        Map<String, Short> levels = new HashMap<>();
        for (ApiVersionsResponse.FinalizedFeatureKey feature : response.finalizedFeatures()) {
            levels.put(feature.name(), feature.maxVersionLevel());
        }
        return new ApiVersionTable(peer, served, levels);
    }
}
