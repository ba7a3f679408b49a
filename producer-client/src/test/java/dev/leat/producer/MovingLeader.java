package dev.leat.producer;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.InitProducerIdResponse;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.leat.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.message.ProduceResponse.LeaderIdAndEpoch;
import dev.leat.protocol.message.ProduceResponse.NodeEndpoint;
import dev.leat.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.record.CorruptBatchException;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.Record;
import dev.leat.protocol.record.RecordBatch;
import dev.leat.protocol.record.RecordReader;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two brokers on loopback ports and a topic, {@code t}, whose only partition they have in common: the first leads it until
 * {@link #move}. The leader takes batches in the order of their sequence numbers only, the other names the leader (KIP-951).
 */
final class MovingLeader implements AutoCloseable {
    static final String TOPIC = "t";
    static final int OLD = 0;
    static final int NEW = 1;

    private static final int PLENTY = 1_000_000;

    private final List<StubBroker> brokers = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Semaphore oldAnswers = new Semaphore(PLENTY);
    private final int[] produced = new int[2];
    private final boolean metadataIsStale;
    private int leader = OLD;
    private int metadataAnswers;
    private int refusals;

    /** @param metadataIsStale whether the brokers tell of the old leader for good, but for answers to produce requests */
    MovingLeader(boolean metadataIsStale) throws IOException {
        this.metadataIsStale = metadataIsStale;
        List<ApiVersionsResponse.ApiVersion> offered = Stream.of(
                        ApiKey.API_VERSIONS, ApiKey.METADATA, ApiKey.INIT_PRODUCER_ID, ApiKey.PRODUCE)
                .map(StubBroker::version)
                .toList();
        for (int broker : List.of(OLD, NEW)) {
            brokers.add(StubBroker.speaking(
                    offered, (request, replies) -> replies.send(request, respond(request.message(), broker))));
        }
    }

    String bootstrap() {
        return brokers.get(OLD).address();
    }

    /** The new leader leads from now on. */
    synchronized void move() {
        leader = NEW;
    }

    /** The old leader takes in produce requests from now on, but answers none until {@link #letOldAnswer}. */
    void holdOld() {
        oldAnswers.drainPermits();
    }

    void letOldAnswer(int requests) {
        oldAnswers.release(requests);
    }

    void letOldAnswer() {
        letOldAnswer(PLENTY);
    }

    /** The values in the log. */
    synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** Produce requests that {@code broker} has got. */
    synchronized int produced(int broker) {
        return produced[broker];
    }

    synchronized int metadataAnswers() {
        return metadataAnswers;
    }

    /** Batches that were not taken: by the broker that does not lead, or for their order. */
    synchronized int refusals() {
        return refusals;
    }

    private ApiResponse respond(ApiRequest request, int broker) throws IOException, InterruptedException {
        return switch (request.apiKey()) {
            case METADATA -> metadata();
            case INIT_PRODUCER_ID ->
                InitProducerIdResponse.builder().producerId(7).build();
            case PRODUCE -> {
                await(broker);
                yield produce((ProduceRequest) request, broker);
            }
            default -> throw new IOException("not scripted: " + request);
        };
    }

    private void await(int broker) throws InterruptedException {
        synchronized (this) {
            produced[broker]++;
        }
        if (broker == OLD) {
            oldAnswers.acquire();
        }
    }

    private synchronized MetadataResponse metadata() {
        metadataAnswers++;
        int told = metadataIsStale ? OLD : leader;
        return MetadataResponse.builder()
                .brokers(IntStream.of(OLD, NEW)
                        .mapToObj(id -> MetadataResponseBroker.builder()
                                .nodeId(id)
                                .host(StubBroker.HOST)
                                .port(brokers.get(id).port())
                                .build())
                        .toList())
                .topics(List.of(MetadataResponse.MetadataResponseTopic.builder()
                        .name(TOPIC)
                        .topicId(new Uuid(1, 1))
                        .partitions(List.of(MetadataResponsePartition.builder()
                                .partitionIndex(0)
                                .leaderId(told)
                                .leaderEpoch(epochOf(told))
                                .replicaNodes(List.of(OLD, NEW))
                                .isrNodes(List.of(OLD, NEW))
                                .build()))
                        .build()))
                .build();
    }

    private static int epochOf(int broker) {
        return 1 + broker;
    }

    private synchronized ProduceResponse produce(ProduceRequest request, int broker) {
        ProduceRequest.TopicProduceData topic = request.topicData().get(0);
        BufferPayload records = (BufferPayload)
                Objects.requireNonNull(topic.partitionData().get(0).records());
        ErrorCode code = broker == leader
                ? append(RecordBatch.at(records.buffer(), records.buffer().readerIndex()))
                : ErrorCode.NOT_LEADER_OR_FOLLOWER;
        if (code != ErrorCode.NONE) {
            refusals++;
        }
        return ProduceResponse.builder()
                .responses(List.of(ProduceResponse.TopicProduceResponse.builder()
                        .name(topic.name())
                        .topicId(topic.topicId())
                        .partitionResponses(List.of(answer(code)))
                        .build()))
                .nodeEndpoints(List.of(NodeEndpoint.builder()
                        .nodeId(leader)
                        .host(StubBroker.HOST)
                        .port(brokers.get(leader).port())
                        .build()))
                .build();
    }

    private ErrorCode append(RecordBatch batch) {
        if (batch.baseSequence() != log.size()) {
            return ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
        }
        try (RecordReader records = batch.records(DecompressionLimit.DEFAULT)) {
            for (Record record = records.next(); record != null; record = records.next()) {
                log.add(Objects.requireNonNull(record.value()).toString(StandardCharsets.UTF_8));
            }
            return ErrorCode.NONE;
        } catch (CorruptBatchException corrupt) {
            throw new AssertionError(corrupt);
        }
    }

    private PartitionProduceResponse answer(ErrorCode code) {
        PartitionProduceResponse.Builder answer =
                PartitionProduceResponse.builder().errorCode(code.code());
        if (code == ErrorCode.NOT_LEADER_OR_FOLLOWER) {
            answer.currentLeader(LeaderIdAndEpoch.builder()
                    .leaderId(leader)
                    .leaderEpoch(epochOf(leader))
                    .build());
        }
        return answer.build();
    }

    @Override
    public void close() throws IOException {
        letOldAnswer();
        for (StubBroker broker : brokers) {
            broker.close();
        }
    }
}
