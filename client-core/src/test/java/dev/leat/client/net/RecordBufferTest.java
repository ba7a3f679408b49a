package dev.leat.client.net;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.test.stub.StubBroker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever becomes of a call, its record data is given back exactly once. */
@Timeout(60)
class RecordBufferTest {
    private static final List<ApiVersionsResponse.ApiVersion> OFFERED =
            List.of(version(ApiKey.API_VERSIONS, 0, 4), version(ApiKey.PRODUCE, 3, 9));

    private final ClientNetwork network =
            new ClientNetwork(NetworkConfig.defaults("test").withRequestTimeoutMs(5_000), System::nanoTime);
    private final ByteBuf records =
            PooledByteBufAllocator.DEFAULT.directBuffer().writeLong(42);

    @AfterEach
    void closeNetwork() {
        network.close();
        assertThat(records.refCnt()).isZero();
    }

    @Test
    void shouldGiveBackWhatWasWritten() throws Exception {
        try (StubBroker broker = StubBroker.speaking(
                OFFERED,
                (request, replies) ->
                        replies.send(request, ProduceResponse.builder().build()))) {
            get(connect(broker).send(call("")));
        }
    }

    @Test
    void shouldGiveBackWhatAClosedConnectionRefuses() throws Exception {
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {})) {
            Connection connection = connect(broker);
            connection.close();
            assertThat(connection.send(call("")))
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(RetriableException.class);
        }
    }

    @Test
    void shouldGiveBackWhatCannotBeEncoded() throws Exception {
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {})) {
            assertThat(connect(broker).send(call("x".repeat(70_000))))
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldGiveBackWhatTheBrokerHasNoVersionFor() throws Exception {
        try (StubBroker broker =
                StubBroker.speaking(List.of(version(ApiKey.API_VERSIONS, 0, 4)), (request, replies) -> {})) {
            Connection connection = connect(broker);
            assertThatThrownBy(() -> connection.send(call(""))).isInstanceOf(FatalException.class);
        }
    }

    @Test
    void shouldGiveBackWhatIsSentAfterTheThreadsHaveEnded() throws Exception {
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {})) {
            Connection connection = connect(broker);
            network.close();
            assertThat(connection.send(call("")))
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(RetriableException.class);
        }
    }

    @Test
    void shouldGiveBackWhatWaitsForTheSocketWhenTheConnectionDies() throws Exception {
        try (StubBroker broker = StubBroker.speaking(OFFERED, (request, replies) -> {
            if (request.apiKey() == ApiKey.PRODUCE.id()) {
                replies.reset();
            }
        })) {
            Connection connection = connect(broker);
            connection.send(call(""));
            while (connection.isOpen()) {
                ByteBuf large =
                        PooledByteBufAllocator.DEFAULT.directBuffer(1 << 20).writeZero(1 << 20);
                CompletableFuture<?> answer = connection.send(call("", large));
                assertThat(answer).failsWithin(10, TimeUnit.SECONDS);
                await().atMost(30, TimeUnit.SECONDS).until(() -> large.refCnt() == 0);
            }
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> records.refCnt() == 0);
    }

    private Call<ProduceResponse> call(String topic) {
        return call(topic, records);
    }

    private static Call<ProduceResponse> call(String topic, ByteBuf bytes) {
        ProduceRequest request = ProduceRequest.builder()
                .acks((short) -1)
                .topicData(List.of(ProduceRequest.TopicProduceData.builder()
                        .name(topic)
                        .partitionData(List.of(ProduceRequest.PartitionProduceData.builder()
                                .records(new BufferPayload(bytes))
                                .build()))
                        .build()))
                .build();
        return Call.of(request, ProduceResponse.class);
    }

    private Connection connect(StubBroker broker) throws IOException {
        return get(network.connect(HostPort.parse(broker.address())));
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
