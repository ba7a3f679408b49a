package dev.leat.client.net;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ProduceRequest;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One question to a broker and what becomes of the answer.
 *
 * @param api which request
 * @param maxVersion highest version that the caller can use
 * @param timeoutMs longest wait for the answer, in ms; 0 takes the connection's default
 * @param request makes the request for the version that was chosen; runs exactly once per send, and the record data of
 *     what it returns is the connection's from then on: given back after writing, or at once when nothing is written
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

    /** Gives back the record data of a request that will not be sent. */
    public void discard() {
        release(request.apply(Math.min(maxVersion, api.latestStableVersion())));
    }

    /** Gives back the record data of {@code request}; only produce requests have any. */
    static void release(ApiRequest request) {
        if (request instanceof ProduceRequest produce) {
            for (ProduceRequest.TopicProduceData topic : produce.topicData()) {
                for (ProduceRequest.PartitionProduceData partition : topic.partitionData()) {
                    if (partition.records() != null) {
                        partition.records().release();
                    }
                }
            }
        }
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
