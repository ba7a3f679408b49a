package dev.leat.broker.request;

import dev.leat.broker.cluster.ClusterView;
import dev.leat.controller.cluster.ClusterImage;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.model.Uuid;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Takes requests to one handler by the way that they go in a broker, so that they hold and give back what they do there. */
public final class TestDispatcher {
    private final Dispatcher dispatcher;

    public TestDispatcher(ApiHandler<?> handler) {
        this(handler, new TestObserver(), Long.MAX_VALUE);
    }

    TestDispatcher(ApiHandler<?> handler, RequestObserver observer, long maxDecodedBytes) {
        ClusterView nobody = () -> ClusterImage.empty(new Uuid(1, 1));
        ApiVersionsHandler versions = new ApiVersionsHandler(nobody, 1, List.of(handler));
        this.dispatcher = new Dispatcher(List.of(handler), versions, observer, maxDecodedBytes);
    }

    /** Sends {@code request} in {@code version}. */
    public TestExchange send(ApiRequest request, short version) {
        return send(TestExchange.frame(request, version));
    }

    public TestExchange send(ByteBuf frame) {
        TestExchange exchange = new TestExchange();
        dispatcher.onRequest(frame, exchange);
        return exchange;
    }
}
