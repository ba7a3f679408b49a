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
import dev.leat.protocol.model.Uuid;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two brokers on loopback ports and one topic, {@code t}: partition 0 the first one leads, partition 1 the second, which
 * acknowledges nothing before {@link #letSlowLeaderGo}. Partition 2 the first one leads, too, but it refuses it for a while
 * until {@link #letRefusedGo}.
 */
final class ScriptedLeaders implements AutoCloseable {
    static final String TOPIC = "t";
    static final int FAST = 0;
    static final int SLOW = 1;
    static final int REFUSED = 2;

    private static final List<ApiVersionsResponse.ApiVersion> OFFERED = Stream.of(
                    ApiKey.API_VERSIONS, ApiKey.METADATA, ApiKey.INIT_PRODUCER_ID, ApiKey.PRODUCE)
            .map(StubBroker::version)
            .toList();

    private final List<StubBroker> leaders = new ArrayList<>();
    private final CountDownLatch slowMayGo = new CountDownLatch(1);
    private final AtomicInteger heldBack = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean refusing = true;
    private final List<ApiKey> asked = new CopyOnWriteArrayList<>();

    ScriptedLeaders() throws IOException {
        for (int leader : List.of(FAST, SLOW)) {
            leaders.add(StubBroker.speaking(
                    OFFERED, (request, replies) -> replies.send(request, respond(request.message(), leader))));
        }
    }

    String bootstrap() {
        return leaders.get(FAST).address();
    }

    /** Produce requests that have reached the slow leader. */
    int heldBack() {
        return heldBack.get();
    }

    /** Of clients to either leader; one that waits for the slow one counts until that goes. */
    int openConnections() {
        return leaders.stream().mapToInt(StubBroker::openConnections).sum();
    }

    /** How often partition 2 has been refused. */
    int refusals() {
        return refusals.get();
    }

    void letRefusedGo() {
        refusing = false;
    }

    void letSlowLeaderGo() {
        slowMayGo.countDown();
    }

    /** What the two were asked for, in order, but for the versions. */
    List<ApiKey> asked() {
        return asked;
    }

    private ApiResponse respond(ApiRequest request, int leader) throws IOException, InterruptedException {
        asked.add(request.apiKey());
        return switch (request.apiKey()) {
            case METADATA -> metadata();
            case INIT_PRODUCER_ID ->
                InitProducerIdResponse.builder().producerId(7).build();
            case PRODUCE -> produce((ProduceRequest) request, leader);
            default -> throw new IOException("not scripted: " + request);
        };
    }

    private MetadataResponse metadata() {
        List<MetadataResponseBroker> brokers = IntStream.of(FAST, SLOW)
                .mapToObj(leader -> MetadataResponseBroker.builder()
                        .nodeId(leader)
                        .host(StubBroker.HOST)
                        .port(leaders.get(leader).port())
                        .build())
                .toList();
        List<MetadataResponsePartition> partitions = IntStream.of(FAST, SLOW, REFUSED)
                .mapToObj(partition -> MetadataResponsePartition.builder()
                        .partitionIndex(partition)
                        .leaderId(leaderOf(partition))
                        .leaderEpoch(1)
                        .replicaNodes(List.of(leaderOf(partition)))
                        .isrNodes(List.of(leaderOf(partition)))
                        .build())
                .toList();
        return MetadataResponse.builder()
                .brokers(brokers)
                .topics(List.of(MetadataResponse.MetadataResponseTopic.builder()
                        .name(TOPIC)
                        .topicId(new Uuid(1, 1))
                        .partitions(partitions)
                        .build()))
                .build();
    }

    private static int leaderOf(int partition) {
        return partition == SLOW ? SLOW : FAST;
    }

    private ErrorCode verdictOn(int partition) {
        if (partition == REFUSED && refusing) {
            refusals.incrementAndGet();
            return ErrorCode.NOT_ENOUGH_REPLICAS;
        }
        return ErrorCode.NONE;
    }

    private ProduceResponse produce(ProduceRequest request, int leader) throws InterruptedException {
        if (leader == SLOW) {
            heldBack.incrementAndGet();
            slowMayGo.await();
        }
        return ProduceResponse.builder()
                .responses(request.topicData().stream()
                        .map(topic -> ProduceResponse.TopicProduceResponse.builder()
                                .name(topic.name())
                                .topicId(topic.topicId())
                                .partitionResponses(topic.partitionData().stream()
                                        .map(partition -> ProduceResponse.PartitionProduceResponse.builder()
                                                .index(partition.index())
                                                .errorCode(verdictOn(partition.index())
                                                        .code())
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public void close() throws IOException {
        letSlowLeaderGo();
        for (StubBroker leader : leaders) {
            leader.close();
        }
    }
}
