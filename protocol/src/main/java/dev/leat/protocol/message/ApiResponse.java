package dev.leat.protocol.message;

/** The answer to an {@link ApiRequest} of the same key and version. */
public interface ApiResponse {
    ApiKey apiKey();
}
