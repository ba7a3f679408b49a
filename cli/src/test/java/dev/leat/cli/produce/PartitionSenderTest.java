package dev.leat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.cli.stub.StubCluster;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.wire.BufferPayload;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leader that fails on demand and otherwise takes batches as brokers do: in the order of their sequences, once each. */
@Timeout(30)
class PartitionSenderTest {
    private static final ProducerIdentity IDENTITY = new ProducerIdentity(7, (short) 0);
    private static final short ALL = -1;
    private static final int PATIENCE_MS = 20_000;

    /** What happens to a batch instead of the usual. */
    private enum Fault {
        NOT_LEADER,
        NOT_ENOUGH_REPLICAS,
        NOT_AUTHORIZED,
        WRITTEN_BUT_CONNECTION_LOST,
        CONNECTION_LOST,
        NEVER_ANSWERED
    }

    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>(); // filled by the test, emptied by the stub
    private final List<Integer> written = new CopyOnWriteArrayList<>();
    private final StubCluster stub;
    private final Cluster cluster;
    private volatile boolean always;
    private volatile int requests;

    PartitionSenderTest() throws IOException {
        stub = new StubCluster(this::answer);
        cluster = stub.client();
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
        stub.close();
    }

    private @Nullable ApiResponse answer(ApiRequest request) throws IOException {
        ProduceRequest produce = (ProduceRequest) request;
        BufferPayload records = (BufferPayload) Objects.requireNonNull(
                produce.topicData().get(0).partitionData().get(0).records());
        int sequence =
                RecordBatch.at(records.buffer(), records.buffer().readerIndex()).baseSequence();
        requests++;
        Fault fault = always ? faults.peek() : faults.poll();
        if (fault == null) {
            return result(append(sequence));
        }
        switch (fault) {
            case NOT_LEADER:
                return result(ErrorCode.NOT_LEADER_OR_FOLLOWER);
            case NOT_ENOUGH_REPLICAS:
                return result(ErrorCode.NOT_ENOUGH_REPLICAS);
            case NOT_AUTHORIZED:
                return result(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
            case WRITTEN_BUT_CONNECTION_LOST:
                append(sequence);
                throw new EOFException();
            case CONNECTION_LOST:
                throw new EOFException();
            default:
                return null;
        }
    }

    private ErrorCode append(int sequence) {
        if (sequence != written.size()) {
            return sequence < written.size()
                    ? ErrorCode.DUPLICATE_SEQUENCE_NUMBER
                    : ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
        }
        written.add(sequence);
        return ErrorCode.NONE;
    }

    private static ProduceResponse result(ErrorCode error) {
        return ProduceResponse.builder()
                .responses(List.of(ProduceResponse.TopicProduceResponse.builder()
                        .name(StubCluster.TOPIC)
                        .partitionResponses(List.of(ProduceResponse.PartitionProduceResponse.builder()
                                .errorCode(error.code())
                                .build()))
                        .build()))
                .build();
    }

    private Producer producer(int maxInFlight, int timeoutMs) {
        PartitionView partition = new PartitionView(0, 1, 0, List.of(1), List.of(1));
        TopicView topic = new TopicView(StubCluster.TOPIC, Uuid.ZERO, false, List.of(partition));
        return new Producer(cluster, topic, new PartitionSender.Settings(ALL, maxInFlight, timeoutMs));
    }

    /** Sends so many batches of one record each and waits for the end. */
    private static void produce(Producer producer, int count) {
        Batcher.Settings one = new Batcher.Settings(Compression.NONE, 0, 1);
        Batcher batcher = new Batcher(one, 1, IDENTITY, producer::send);
        for (int i = 0; i < count; i++) {
            batcher.add(InputRecord.ofValue(("record " + i).getBytes(StandardCharsets.UTF_8)), 0);
        }
        batcher.flush();
        producer.finish();
    }

    private static List<Integer> sequences(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NOT_LEADER", "NOT_ENOUGH_REPLICAS", "WRITTEN_BUT_CONNECTION_LOST", "CONNECTION_LOST"})
    void shouldWriteEveryBatchOnceAndInOrderAfterAFaultThatPasses(Fault fault) {
        faults.add(fault);
        Producer producer = producer(5, PATIENCE_MS);
        produce(producer, 30);
        assertThat(written).isEqualTo(sequences(30));
        assertThat(producer.tally().records()).isEqualTo(30);
    }

    @Test
    void shouldKeepTheOrderThroughFaultAfterFault() {
        faults.addAll(List.of(Fault.NOT_LEADER, Fault.CONNECTION_LOST, Fault.WRITTEN_BUT_CONNECTION_LOST));
        faults.addAll(List.of(Fault.NOT_ENOUGH_REPLICAS, Fault.NOT_LEADER));
        Producer producer = producer(5, PATIENCE_MS);
        produce(producer, 12);
        assertThat(written).isEqualTo(sequences(12));
        assertThat(producer.tally().records()).isEqualTo(12);
    }

    @Test
    void shouldAskWhoLeadsAfterTheLeaderMoved() {
        produce(producer(1, PATIENCE_MS), 1);
        int before = stub.metadataRequests();
        written.clear();
        faults.add(Fault.NOT_LEADER);
        produce(producer(1, PATIENCE_MS), 1);
        assertThat(stub.metadataRequests()).isGreaterThan(before);
    }

    @Test
    void shouldEndWithTheTimeOutWhenNoAnswerComes() {
        faults.add(Fault.NEVER_ANSWERED);
        always = true;
        Throwable failure = catchThrowable(() -> produce(producer(5, 300), 3));
        assertThat(failure).isInstanceOf(RetriableException.class).hasMessageContaining("did not answer in time");
    }

    @Test
    void shouldGiveUpAFaultThatDoesNotPass() {
        faults.add(Fault.NOT_ENOUGH_REPLICAS);
        always = true;
        Throwable failure = catchThrowable(() -> produce(producer(5, 700), 3));
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ClientException.class,
                        refused -> assertThat(refused.is(ErrorCode.NOT_ENOUGH_REPLICAS))
                                .isTrue())
                .hasMessageStartingWith("writing to t-0 failed: ");
        assertThat(requests).as("tries").isGreaterThan(3);
        assertThat(written).isEmpty();
    }

    @Test
    void shouldEndAtOnceWithTheReasonWhenTryingAgainDoesNotHelp() {
        faults.add(Fault.NOT_AUTHORIZED);
        Producer producer = producer(1, PATIENCE_MS);
        assertThatThrownBy(() -> produce(producer, 10))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        refused -> assertThat(refused.is(ErrorCode.TOPIC_AUTHORIZATION_FAILED))
                                .isTrue())
                .hasMessageStartingWith("writing to t-0 failed: ");
        assertThat(requests).as("nothing is sent behind the failure").isEqualTo(1);
        assertThat(producer.tally().records()).isZero();
    }
}
