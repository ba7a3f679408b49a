package dev.leat.cli.stub;

import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.HostPort;
import dev.leat.client.net.NetworkConfig;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.FindCoordinatorResponse;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.message.RequestHeader;
import dev.leat.protocol.message.RequestHeaders;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One broker on a loopback port that leads the only partition of the topic {@link #TOPIC} and coordinates every group. It
 * reads requests as a broker does and answers the questions about the cluster; a test decides about the rest.
 */
public final class StubCluster implements AutoCloseable {
    public static final String TOPIC = "t";

    private static final int BROKER_ID = 1;

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger metadataRequests = new AtomicInteger();

    /** What happens to a request; requests come one at a time. */
    @FunctionalInterface
    public interface Behaviour {
        /**
         * The answer, null for none.
         *
         * @throws IOException to end the connection instead
         */
        @Nullable
        ApiResponse answer(ApiRequest request) throws IOException;
    }

    public StubCluster(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** A client of this cluster; the caller closes it. */
    public Cluster client() {
        HostPort address = new HostPort("127.0.0.1", server.getLocalPort());
        return Cluster.open(ClientConfig.of(List.of(address), NetworkConfig.defaults("test")), Seams.real());
    }

    /** How often a client asked about the cluster. */
    public int metadataRequests() {
        return metadataRequests.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "stub-cluster");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                synchronized (this) {
                    sockets.add(socket);
                }
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            return; // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                answerOne(in.readNBytes(in.readInt()), out);
            }
        } catch (IOException | MalformedMessageException ended) {
            return; // by the client or by the test
        }
    }

    private void answerOne(byte[] frame, DataOutputStream out) throws IOException, MalformedMessageException {
        WireReader in = new WireReader(Unpooled.wrappedBuffer(frame), DecodeBudget.forMessageOf(frame.length));
        RequestHeader header = RequestHeaders.decode(in);
        ApiKey key = ApiKey.values()[header.apiKey()];
        ApiResponse answer = answer(MessageCodecs.decodeRequest(key, header.apiVersion(), in));
        if (answer != null) {
            write(answer, header, out);
        }
    }

    private synchronized @Nullable ApiResponse answer(ApiRequest request) throws IOException {
        return switch (request.apiKey()) {
            case API_VERSIONS -> versions();
            case METADATA -> metadata();
            case FIND_COORDINATOR ->
                FindCoordinatorResponse.builder()
                        .nodeId(BROKER_ID)
                        .host("127.0.0.1")
                        .port(server.getLocalPort())
                        .build();
            default -> behaviour.answer(request);
        };
    }

    private static ApiVersionsResponse versions() {
        return ApiVersionsResponse.builder()
                .apiKeys(Stream.of(
                                ApiKey.API_VERSIONS,
                                ApiKey.METADATA,
                                ApiKey.FIND_COORDINATOR,
                                ApiKey.PRODUCE,
                                ApiKey.JOIN_GROUP,
                                ApiKey.SYNC_GROUP,
                                ApiKey.HEARTBEAT,
                                ApiKey.LEAVE_GROUP)
                        .map(StubCluster::versions)
                        .toList())
                .build();
    }

    private static ApiVersionsResponse.ApiVersion versions(ApiKey key) {
        boolean oneGroupAtATime = key == ApiKey.FIND_COORDINATOR;
        return ApiVersionsResponse.ApiVersion.builder()
                .apiKey(key.id())
                .minVersion(key.oldestVersion())
                .maxVersion(oneGroupAtATime ? 3 : key.latestStableVersion())
                .build();
    }

    private MetadataResponse metadata() {
        metadataRequests.incrementAndGet();
        return MetadataResponse.builder()
                .brokers(List.of(MetadataResponse.MetadataResponseBroker.builder()
                        .nodeId(BROKER_ID)
                        .host("127.0.0.1")
                        .port(server.getLocalPort())
                        .build()))
                .controllerId(BROKER_ID)
                .topics(List.of(MetadataResponse.MetadataResponseTopic.builder()
                        .name(TOPIC)
                        .partitions(List.of(MetadataResponse.MetadataResponsePartition.builder()
                                .leaderId(BROKER_ID)
                                .replicaNodes(List.of(BROKER_ID))
                                .isrNodes(List.of(BROKER_ID))
                                .build()))
                        .build()))
                .build();
    }

    private static void write(ApiResponse answer, RequestHeader header, DataOutputStream out) throws IOException {
        WireWriter writer = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        writer.writeInt32(0); // the length, known below
        writer.writeInt32(header.correlationId());
        if (answer.apiKey().responseHeaderVersion(header.apiVersion()) > 0) {
            writer.writeUnsignedVarint(0); // no tagged fields
        }
        MessageCodecs.encodeResponse(answer, writer, header.apiVersion());
        writer.setFirstInt32(writer.sizeInBytes() - Integer.BYTES);
        for (Payload part : writer.finish()) {
            var buffer = ((BufferPayload) part).buffer();
            buffer.readBytes(out, buffer.readableBytes());
            part.release();
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
