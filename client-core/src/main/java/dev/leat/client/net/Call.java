package dev.leat.client.net;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One question to a broker and what becomes of the answer.
 *
 * @param api which request
 * @param maxVersion highest version that the caller can use
 * @param timeoutMs longest wait for the answer, in ms; 0 takes the connection's default
 * @param request makes the request for the version that was chosen
 * @param reader makes the result out of the answer on the event loop; the answer's record data is only there while
 *     it runs, unless it retains the buffer
 */
public record Call<T>(
        ApiKey api,
        short maxVersion,
        int timeoutMs,
        IntFunction<? extends ApiRequest> request,
        Function<ApiResponse, T> reader) {

    /** A request that looks the same in every version, and whose whole answer is the result. */
    public static <R extends ApiResponse> Call<R> of(ApiRequest request, Class<R> answer) {
        return new Call<>(request.apiKey(), Short.MAX_VALUE, 0, version -> request, answer::cast);
    }

    /** The same with {@code version} as the highest one to use. */
    public Call<T> upTo(int version) {
        return new Call<>(api, (short) version, timeoutMs, request, reader);
    }

    /** The same with another time-out, in ms. */
    public Call<T> within(int otherTimeoutMs) {
        return new Call<>(api, maxVersion, otherTimeoutMs, request, reader);
    }

    /** The same with a further step on the answer. */
    public <U> Call<U> then(Function<? super T, U> step) {
        return new Call<>(api, maxVersion, timeoutMs, request, reader.andThen(step));
    }
}
