package dev.leat.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.MetadataRequest;
import dev.leat.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.leat.protocol.message.MetadataResponse;
import io.netty.buffer.ByteBuf;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final short VERSION = 1;

    private final TestObserver observer = new TestObserver();

    @Test
    void shouldCountARequestThatDecodesToMoreThanTheSettingAllows() {
        ByteBuf frame = TestExchange.frame(requestOf(1_000), VERSION);
        TestExchange exchange = dispatcher(10_000).send(frame);
        assertThat(exchange.abortReason()).contains("bytes of heap");
        assertThat(observer.refusals()).isEqualTo(1);
        assertThat(observer.refusalsOfSize()).isEqualTo(1);
        assertThat(frame.refCnt()).isZero();
    }

    @Test
    void shouldNotTakeAnotherFaultOfARequestForItsSize() {
        ByteBuf frame = TestExchange.frame(requestOf(1_000), VERSION);
        TestExchange exchange = dispatcher(1 << 20).send(frame.writerIndex(frame.writerIndex() - 1));
        assertThat(exchange.abortReason()).isNotNull();
        assertThat(observer.refusals()).isEqualTo(1);
        assertThat(observer.refusalsOfSize()).isZero();
    }

    @Test
    void shouldServeARequestOfTheSameSizeWithinTheSetting() throws Exception {
        TestExchange exchange = dispatcher(1 << 20).send(requestOf(1_000), VERSION);
        assertThat(exchange.response(ApiKey.METADATA, VERSION)).isInstanceOf(MetadataResponse.class);
        assertThat(observer.refusals()).isZero();
    }

    private TestDispatcher dispatcher(long maxDecodedBytes) {
        return new TestDispatcher(new EmptyMetadata(), observer, maxDecodedBytes);
    }

    private static MetadataRequest requestOf(int topics) {
        return MetadataRequest.builder()
                .topics(IntStream.range(0, topics)
                        .mapToObj(number -> MetadataRequestTopic.builder()
                                .name("topic-" + number)
                                .build())
                        .toList())
                .build();
    }

    private static final class EmptyMetadata implements ApiHandler<MetadataRequest> {
        @Override
        public ApiKey key() {
            return ApiKey.METADATA;
        }

        @Override
        public void handle(MetadataRequest request, RequestContext context) {
            context.reply(MetadataResponse.builder().build());
        }
    }
}
