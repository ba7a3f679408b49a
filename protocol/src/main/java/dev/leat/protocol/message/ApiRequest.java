package dev.leat.protocol.message;

/** What a client or another broker asks. */
public interface ApiRequest {
    ApiKey apiKey();
}
