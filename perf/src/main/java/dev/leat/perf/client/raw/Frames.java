package dev.leat.perf.client.raw;

import static dev.leat.perf.client.raw.Frame.NOWHERE;

import dev.leat.perf.client.Payloads;
import dev.leat.protocol.message.ApiVersionsRequest;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.message.FetchRequest.FetchPartition;
import dev.leat.protocol.message.FetchRequest.FetchTopic;
import dev.leat.protocol.message.MetadataRequest;
import dev.leat.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceRequest.PartitionProduceData;
import dev.leat.protocol.message.ProduceRequest.TopicProduceData;
import dev.leat.protocol.wire.BufferPayload;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The requests that the raw client sends, and how their answers look. The versions are the latest that name topics by name,
 * which brokers from Kafka 2.4 on take.
 */
public final class Frames {
    static final short PRODUCE = 9;
    static final short FETCH = 12;
    static final short API_VERSIONS = 3;
    static final short METADATA = 12;

    /** The first eight bytes of a value that is stamped when it is sent. */
    static final long STAMP = Marks.LONG;

    private static final int TIMEOUT_MS = 30_000;

    private Frames() {}

    /**
     * Writes {@code batch} to one partition.
     *
     * @param acks -1 or 1; without an answer nothing can be counted
     */
    public static Frame produce(String topic, short acks, Batch batch) {
        ByteBuffer bytes = Encoding.frame(
                ProduceRequest.builder()
                        .acks(acks)
                        .timeoutMs(TIMEOUT_MS)
                        .topicData(List.of(TopicProduceData.builder()
                                .name(topic)
                                .partitionData(List.of(PartitionProduceData.builder()
                                        .index(Marks.INT)
                                        .records(new BufferPayload(batch.bytes().retainedDuplicate()))
                                        .build()))
                                .build()))
                        .build(),
                PRODUCE);
        int partitionAt = Marks.find(bytes, Marks.bytes(Marks.INT));
        int batchBytes = batch.bytes().readableBytes();
        int batchAt = bytes.limit() - batchBytes - 3; // three empty sets of tagged fields end the request
        return new Frame(bytes, partitionAt, NOWHERE, batchAt, batchBytes, batch.records(), Answers.produce(topic));
    }

    /** Writes one record of {@code valueBytes}, at least eight, of which the first are a stamp. */
    public static Frame produceStamped(String topic, short acks, int valueBytes, long timeMs) {
        byte[] value = new Payloads(valueBytes).at(0).clone();
        ByteBuffer.wrap(value).putLong(0, STAMP);
        return produce(topic, acks, Batch.single(value, timeMs));
    }

    /**
     * Reads from one partition, without a fetch session (KIP-227).
     *
     * @param maxBytes   at most; the broker may cut the last batch
     * @param maxWaitMs  how long the broker waits for the first byte
     */
    public static Frame fetch(String topic, int maxBytes, int maxWaitMs) {
        ByteBuffer bytes = Encoding.frame(
                FetchRequest.builder()
                        .maxWaitMs(maxWaitMs)
                        .minBytes(1)
                        .maxBytes(maxBytes)
                        .topics(List.of(FetchTopic.builder()
                                .topic(topic)
                                .partitions(List.of(FetchPartition.builder()
                                        .partition(Marks.INT)
                                        .fetchOffset(Marks.LONG)
                                        .partitionMaxBytes(maxBytes)
                                        .build()))
                                .build()))
                        .build(),
                FETCH);
        return new Frame(
                bytes,
                Marks.find(bytes, Marks.bytes(Marks.INT)),
                Marks.find(bytes, Marks.bytes(Marks.LONG)),
                NOWHERE,
                0,
                0,
                Answers.fetch(topic));
    }

    /** Asks what the broker can do. */
    public static Frame apiVersions() {
        ByteBuffer bytes = Encoding.frame(
                ApiVersionsRequest.builder()
                        .clientSoftwareName("leat-perf")
                        .clientSoftwareVersion("1")
                        .build(),
                API_VERSIONS);
        AnswerShape shape = Answers.errorOnly(
                ApiVersionsResponse.builder().errorCode(Marks.SHORT).build(), API_VERSIONS);
        return new Frame(bytes, NOWHERE, NOWHERE, NOWHERE, 0, 0, shape);
    }

    static MetadataRequest metadataRequest(String topic, boolean create) {
        return MetadataRequest.builder()
                .topics(List.of(MetadataRequestTopic.builder().name(topic).build()))
                .allowAutoTopicCreation(create)
                .build();
    }
}
