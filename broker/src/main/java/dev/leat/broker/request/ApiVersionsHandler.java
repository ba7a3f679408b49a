package dev.leat.broker.request;

import dev.leat.broker.cluster.ClusterView;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsRequest;
import dev.leat.protocol.message.ApiVersionsResponse;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells clients which APIs are served in which versions (KIP-35, KIP-511, KIP-1242). */
public final class ApiVersionsHandler implements ApiHandler<ApiVersionsRequest> {
    private static final Pattern SOFTWARE_NAME = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");
    private static final int FIRST_VERSION_WITH_SOFTWARE_NAME = 3;

    private final ClusterView cluster;
    private final int nodeId;
    private final List<ApiVersionsResponse.ApiVersion> served;

    /**
     * @param others every other handler of the broker
     */
    public ApiVersionsHandler(ClusterView cluster, int nodeId, Collection<? extends ApiHandler<?>> others) {
        this.cluster = cluster;
        this.nodeId = nodeId;
        this.served = Stream.concat(others.stream(), Stream.of(this))
                .sorted(Comparator.comparing(ApiHandler::key))
                .map(ApiVersionsHandler::describe)
                .toList();
    }

    private static ApiVersionsResponse.ApiVersion describe(ApiHandler<?> handler) {
        return ApiVersionsResponse.ApiVersion.builder()
                .apiKey(handler.key().id())
                .minVersion(handler.advertisedOldestVersion())
                .maxVersion(handler.latestVersion())
                .build();
    }

    @Override
    public ApiKey key() {
        return ApiKey.API_VERSIONS;
    }

    @Override
    public void handle(ApiVersionsRequest request, RequestContext context) {
        ErrorCode error = check(request, context.version());
        context.reply(ApiVersionsResponse.builder()
                .errorCode(error.code())
                .apiKeys(error == ErrorCode.NONE || error == ErrorCode.REBOOTSTRAP_REQUIRED ? served : List.of())
                .build());
    }

    private ErrorCode check(ApiVersionsRequest request, short version) {
        if (version >= FIRST_VERSION_WITH_SOFTWARE_NAME
                && !(isName(request.clientSoftwareName()) && isName(request.clientSoftwareVersion()))) {
            return ErrorCode.INVALID_REQUEST;
        }
        boolean meansUs = (request.clusterId() == null
                        || request.clusterId()
                                .equals(cluster.image().clusterId().toString()))
                && (request.nodeId() < 0 || request.nodeId() == nodeId);
        return meansUs ? ErrorCode.NONE : ErrorCode.REBOOTSTRAP_REQUIRED;
    }

    private static boolean isName(String text) {
        return SOFTWARE_NAME.matcher(text).matches();
    }

    /** Answers a version that we do not know in version 0, which names the range of ApiVersions itself (KIP-511). */
    void replyUnsupported(RequestContext asVersionZero) {
        asVersionZero.reply(ApiVersionsResponse.builder()
                .errorCode(ErrorCode.UNSUPPORTED_VERSION.code())
                .apiKeys(List.of(describe(this)))
                .build());
    }
}
