package dev.leat.producer;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.InitProducerIdResponse;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.leat.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Two brokers on loopback ports and one topic, {@code t}, whose partition 0 the first one leads and partition 1 the second,
 * which acknowledges nothing before {@link #letSlowLeaderGo}. Each connection has a thread.
 */
final class ScriptedLeaders implements AutoCloseable {
    static final String TOPIC = "t";
    static final int FAST = 0;
    static final int SLOW = 1;

    private final List<ServerSocket> servers = new ArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch slowMayGo = new CountDownLatch(1);
    private final AtomicInteger heldBack = new AtomicInteger();

    ScriptedLeaders() throws IOException {
        for (int leader : List.of(FAST, SLOW)) {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            servers.add(server);
            start(() -> accept(server, leader));
        }
    }

    String bootstrap() {
        return "127.0.0.1:" + servers.get(FAST).getLocalPort();
    }

    /** Produce requests that have reached the slow leader. */
    int heldBack() {
        return heldBack.get();
    }

    void letSlowLeaderGo() {
        slowMayGo.countDown();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-leader");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket server, int leader) {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                if (server.isClosed()) {
                    socket.close(); // close() did not see it
                }
                start(() -> serve(socket, leader));
            }
        } catch (IOException closed) {
            return; // the test is over
        }
    }

    private void serve(Socket socket, int leader) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                answer(Unpooled.wrappedBuffer(frame), leader, out);
            }
        } catch (IOException | MalformedMessageException | InterruptedException closed) {
            return; // by the client or by the test
        }
    }

    private void answer(ByteBuf frame, int leader, DataOutputStream out)
            throws IOException, MalformedMessageException, InterruptedException {
        ApiKey api = ApiKey.forId(frame.readShort());
        if (api == null) {
            throw new IOException("no such request");
        }
        short version = frame.readShort();
        int correlationId = frame.readInt();
        frame.skipBytes(Math.max(0, frame.readShort())); // client id
        WireReader in = new WireReader(frame, DecodeBudget.forMessageOf(frame.readableBytes()));
        if (api.requestHeaderVersion(version) > 1) {
            in.skipTaggedFields();
        }
        write(correlationId, version, respond(MessageCodecs.decodeRequest(api, version, in), leader), out);
    }

    private ApiResponse respond(ApiRequest request, int leader) throws IOException, InterruptedException {
        return switch (request.apiKey()) {
            case API_VERSIONS -> versions();
            case METADATA -> metadata();
            case INIT_PRODUCER_ID ->
                InitProducerIdResponse.builder().producerId(7).build();
            case PRODUCE -> produce((ProduceRequest) request, leader);
            default -> throw new IOException("not scripted: " + request);
        };
    }

    private static ApiVersionsResponse versions() {
        return ApiVersionsResponse.builder()
                .apiKeys(List.of(ApiKey.API_VERSIONS, ApiKey.METADATA, ApiKey.INIT_PRODUCER_ID, ApiKey.PRODUCE).stream()
                        .map(api -> ApiVersionsResponse.ApiVersion.builder()
                                .apiKey(api.id())
                                .minVersion(api.oldestVersion())
                                .maxVersion(api.latestStableVersion())
                                .build())
                        .toList())
                .build();
    }

    private MetadataResponse metadata() {
        List<MetadataResponseBroker> brokers = IntStream.of(FAST, SLOW)
                .mapToObj(leader -> MetadataResponseBroker.builder()
                        .nodeId(leader)
                        .host("127.0.0.1")
                        .port(servers.get(leader).getLocalPort())
                        .build())
                .toList();
        List<MetadataResponsePartition> partitions = IntStream.of(FAST, SLOW)
                .mapToObj(leader -> MetadataResponsePartition.builder()
                        .partitionIndex(leader)
                        .leaderId(leader)
                        .leaderEpoch(1)
                        .replicaNodes(List.of(leader))
                        .isrNodes(List.of(leader))
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
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private static void write(int correlationId, short version, ApiResponse response, DataOutputStream out)
            throws IOException {
        WireWriter body = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        MessageCodecs.encodeResponse(response, body, version);
        boolean tagged = response.apiKey().responseHeaderVersion(version) > 0;
        out.writeInt(Integer.BYTES + (tagged ? 1 : 0) + body.sizeInBytes());
        out.writeInt(correlationId);
        if (tagged) {
            out.writeByte(0);
        }
        for (Payload part : body.finish()) {
            ByteBuf bytes = ((BufferPayload) part).buffer();
            bytes.readBytes(out, bytes.readableBytes());
            bytes.release();
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        letSlowLeaderGo();
        for (ServerSocket server : servers) {
            server.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
