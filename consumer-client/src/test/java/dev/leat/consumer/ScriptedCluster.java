package dev.leat.consumer;

import dev.leat.client.serde.Serdes;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.FetchRequest;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.message.ListOffsetsRequest;
import dev.leat.protocol.message.ListOffsetsResponse;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.message.OffsetForLeaderEpochResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.test.stub.StubBroker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Two brokers on loopback ports with one topic, {@code t}, of one partition, who answer from one log and do what a test tells
 * them. State is guarded by the cluster's own lock, as each connection has a thread.
 */
final class ScriptedCluster implements AutoCloseable {
    static final String TOPIC = "t";

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final List<StubBroker> brokers = new ArrayList<>();
    private final List<Consumer<?, ?>> consumers = new CopyOnWriteArrayList<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<ApiKey, Short> highest = new HashMap<>();
    private final Queue<UnaryOperator<FetchResponse.PartitionData.Builder>> nextFetches = new ArrayDeque<>();
    private Uuid topicId = new Uuid(1, 1);
    private ErrorCode fetchError = ErrorCode.NONE;
    private int leader = 1;
    private int leaderEpoch = 1;
    private OffsetForLeaderEpochResponse.@Nullable EpochEndOffset epochEnd;
    private byte[] log = new byte[0];
    private long logEndOffset;
    private volatile boolean silent;
    private @Nullable ScriptedCoordinator groups;

    /** A request that a broker got. */
    record Seen(int node, ApiRequest request, short version) {}

    /** A consumer of this cluster that begins at the beginning and is closed before it, set up with {@code settings} besides. */
    Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("auto.offset.reset", "earliest"));
        all.putAll(settings);
        all.put("bootstrap.servers", bootstrap());
        Consumer<byte[], byte[]> made = Consumer.create(
                all, Serdes.byteArray().deserializer(), Serdes.byteArray().deserializer());
        consumers.add(made);
        return made;
    }

    ScriptedCluster() throws IOException {
        for (int node = 1; node <= 2; node++) {
            int id = node;
            brokers.add(new StubBroker((request, replies) -> {
                ApiRequest message = request.message();
                seen.add(new Seen(id, message, request.version()));
                if (!silent) {
                    replies.send(request, respond(message, id));
                }
            }));
        }
    }

    String bootstrap() {
        return brokers.get(0).address();
    }

    int port(int node) {
        return brokers.get(node - 1).port();
    }

    List<Seen> seen() {
        return seen;
    }

    /** Fetch requests that {@code node} got. */
    List<FetchRequest> fetchesOf(int node) {
        return seen.stream()
                .filter(each -> each.node == node && each.request instanceof FetchRequest)
                .map(each -> (FetchRequest) each.request)
                .toList();
    }

    long count(ApiKey api) {
        return seen.stream().filter(each -> each.request.apiKey() == api).count();
    }

    synchronized void offerAtMost(ApiKey api, int version) {
        highest.put(api, (short) version);
    }

    /** What all fetches are answered from; offsets are those in the batches. */
    synchronized void log(ByteBuf batches, long endOffset) {
        log = new byte[batches.readableBytes()];
        batches.getBytes(batches.readerIndex(), log);
        logEndOffset = endOffset;
    }

    synchronized void lead(int node, int epoch) {
        leader = node;
        leaderEpoch = epoch;
    }

    synchronized void recreate(Uuid id) {
        topicId = id;
    }

    synchronized void epochEnd(int epoch, long endOffset) {
        epochEnd = OffsetForLeaderEpochResponse.EpochEndOffset.builder()
                .leaderEpoch(epoch)
                .endOffset(endOffset)
                .build();
    }

    /** The next fetch is answered by what {@code change} makes of an answer without records. */
    synchronized void onNextFetch(UnaryOperator<FetchResponse.PartitionData.Builder> change) {
        nextFetches.add(change);
    }

    void failNextFetch(ErrorCode error) {
        onNextFetch(answer -> answer.errorCode(error.code()));
    }

    /** Who answers what concerns groups; without it that is not offered. */
    synchronized void coordinateBy(ScriptedCoordinator coordinator) {
        groups = coordinator;
    }

    /** Requests are taken from now on, and not answered. */
    void fallSilent() {
        silent = true;
    }

    /** Of clients to either broker. */
    int openConnections() {
        return brokers.stream().mapToInt(StubBroker::openConnections).sum();
    }

    /** Ends {@code node} as a crash would. */
    void stop(int node) throws IOException {
        brokers.get(node - 1).close();
    }

    /** All fetches fail by {@code error} from now on; {@code NONE} ends that. */
    synchronized void failFetches(ErrorCode error) {
        fetchError = error;
    }

    private ApiResponse respond(ApiRequest request, int node) throws IOException {
        return switch (request.apiKey()) {
            case API_VERSIONS -> versions();
            case METADATA -> metadata();
            case LIST_OFFSETS -> offsets((ListOffsetsRequest) request);
            case OFFSET_FOR_LEADER_EPOCH -> epochEnd();
            case FETCH -> fetch((FetchRequest) request, node);
            default -> ofGroups(request, node);
        };
    }

    private ApiResponse ofGroups(ApiRequest request, int node) throws IOException {
        ScriptedCoordinator coordinator = groups();
        if (coordinator == null) {
            throw new IOException("not scripted: " + request);
        }
        return coordinator.respond(request, node);
    }

    private synchronized @Nullable ScriptedCoordinator groups() {
        return groups;
    }

    private synchronized ApiVersionsResponse versions() {
        List<ApiVersionsResponse.ApiVersion> offered = new ArrayList<>();
        List<ApiKey> served = new ArrayList<>(List.of(
                ApiKey.API_VERSIONS,
                ApiKey.METADATA,
                ApiKey.FETCH,
                ApiKey.LIST_OFFSETS,
                ApiKey.OFFSET_FOR_LEADER_EPOCH));
        if (groups != null) {
            served.addAll(ScriptedCoordinator.SERVED);
        }
        for (ApiKey api : served) {
            offered.add(
                    StubBroker.version(api, api.oldestVersion(), highest.getOrDefault(api, api.latestStableVersion())));
        }
        return ApiVersionsResponse.builder().apiKeys(offered).build();
    }

    private synchronized MetadataResponse metadata() {
        List<MetadataResponse.MetadataResponseBroker> brokers = new ArrayList<>();
        for (int node = 1; node <= 2; node++) {
            brokers.add(MetadataResponse.MetadataResponseBroker.builder()
                    .nodeId(node)
                    .host(StubBroker.HOST)
                    .port(port(node))
                    .build());
        }
        MetadataResponse.MetadataResponsePartition partition = MetadataResponse.MetadataResponsePartition.builder()
                .leaderId(leader)
                .leaderEpoch(leaderEpoch)
                .replicaNodes(List.of(1, 2))
                .isrNodes(List.of(1, 2))
                .build();
        return MetadataResponse.builder()
                .brokers(brokers)
                .controllerId(1)
                .topics(List.of(MetadataResponse.MetadataResponseTopic.builder()
                        .name(TOPIC)
                        .topicId(topicId)
                        .partitions(List.of(partition))
                        .build()))
                .build();
    }

    private synchronized ListOffsetsResponse offsets(ListOffsetsRequest request) {
        long timestamp = request.topics().get(0).partitions().get(0).timestamp();
        return ListOffsetsResponse.builder()
                .topics(List.of(ListOffsetsResponse.ListOffsetsTopicResponse.builder()
                        .name(TOPIC)
                        .partitions(List.of(ListOffsetsResponse.ListOffsetsPartitionResponse.builder()
                                .offset(timestamp == -2 ? 0 : logEndOffset)
                                .build()))
                        .build()))
                .build();
    }

    private synchronized OffsetForLeaderEpochResponse epochEnd() {
        OffsetForLeaderEpochResponse.EpochEndOffset end = epochEnd == null
                ? OffsetForLeaderEpochResponse.EpochEndOffset.builder()
                        .leaderEpoch(leaderEpoch)
                        .endOffset(logEndOffset)
                        .build()
                : epochEnd;
        return OffsetForLeaderEpochResponse.builder()
                .topics(List.of(OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult.builder()
                        .topic(TOPIC)
                        .partitions(List.of(end))
                        .build()))
                .build();
    }

    private FetchResponse fetch(FetchRequest request, int node) {
        if (request.topics().isEmpty()) {
            return FetchResponse.builder().build();
        }
        FetchResponse response = fetchOnce(request, node);
        if (response == null) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(20, request.maxWaitMs())));
            response = fetchOnce(request, node);
        }
        return response == null ? one(request, withoutRecords()) : response;
    }

    private synchronized FetchResponse.PartitionData.Builder withoutRecords() {
        return FetchResponse.PartitionData.builder().highWatermark(logEndOffset).lastStableOffset(logEndOffset);
    }

    private synchronized @Nullable FetchResponse fetchOnce(FetchRequest request, int node) {
        FetchResponse.PartitionData.Builder answer = withoutRecords();
        Uuid asked = request.topics().get(0).topicId();
        if (!asked.isZero() && !asked.equals(topicId)) {
            return one(request, answer.errorCode(ErrorCode.UNKNOWN_TOPIC_ID.code()));
        }
        if (fetchError != ErrorCode.NONE) {
            return one(request, answer.errorCode(fetchError.code()));
        }
        UnaryOperator<FetchResponse.PartitionData.Builder> change = nextFetches.poll();
        if (change != null) {
            return one(request, change.apply(answer));
        }
        long offset = request.topics().get(0).partitions().get(0).fetchOffset();
        if (offset >= logEndOffset) {
            return offset == logEndOffset ? null : one(request, answer.errorCode(ErrorCode.OFFSET_OUT_OF_RANGE.code()));
        }
        return one(request, answer.records(new BufferPayload(Unpooled.wrappedBuffer(log))));
    }

    private FetchResponse one(FetchRequest request, FetchResponse.PartitionData.Builder answer) {
        return FetchResponse.builder()
                .responses(List.of(FetchResponse.FetchableTopicResponse.builder()
                        .topic(TOPIC)
                        .topicId(request.topics().get(0).topicId())
                        .partitions(List.of(answer.build()))
                        .build()))
                .build();
    }

    @Override
    public void close() throws IOException {
        consumers.forEach(consumer -> consumer.close(LONGEST_CLOSE));
        stopAll();
    }

    /** Ends both brokers as a crash would. */
    void stopAll() throws IOException {
        for (StubBroker broker : brokers) {
            broker.close();
        }
    }
}
