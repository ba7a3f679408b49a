package dev.leat.test.stub;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.RequestHeaders;
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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/** A broker on a loopback port that does what a test tells it; closing it is its crash. One thread per connection. */
public final class StubBroker implements AutoCloseable {
    /** Where all of them are. */
    public static final String HOST = "127.0.0.1";

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /** A request that came in. */
    public record Request(short apiKey, short version, int correlationId, byte[] frame) {
        /** The whole message. */
        public ApiRequest message() {
            WireReader in = new WireReader(Unpooled.wrappedBuffer(frame), DecodeBudget.forMessageOf(frame.length));
            try {
                RequestHeaders.decode(in);
                return MessageCodecs.decodeRequest(ApiKey.values()[apiKey], version, in);
            } catch (MalformedMessageException malformed) {
                throw new AssertionError(malformed);
            }
        }
    }

    /** What the broker does with each request, in their order. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Request request, Replies replies) throws IOException, InterruptedException;
    }

    public StubBroker(Behaviour behaviour) throws IOException {
        this(ServerSocketFactory.getDefault(), behaviour);
    }

    /** The same over TLS or the like. */
    public StubBroker(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Answers ApiVersions with {@code offered} and leaves everything else to {@code behaviour}. */
    public static StubBroker speaking(List<ApiVersionsResponse.ApiVersion> offered, Behaviour behaviour)
            throws IOException {
        return new StubBroker(offering(offered, behaviour));
    }

    /** Answers ApiVersions, and does as {@code behaviour} otherwise. */
    public static Behaviour offering(List<ApiVersionsResponse.ApiVersion> offered, Behaviour behaviour) {
        return (request, replies) -> {
            if (request.apiKey() == ApiKey.API_VERSIONS.id()) {
                replies.send(
                        request, ApiVersionsResponse.builder().apiKeys(offered).build());
            } else {
                behaviour.answer(request, replies);
            }
        };
    }

    /** Every version of {@code key} that is stable. */
    public static ApiVersionsResponse.ApiVersion version(ApiKey key) {
        return version(key, key.oldestVersion(), key.latestStableVersion());
    }

    public static ApiVersionsResponse.ApiVersion version(ApiKey key, int lowest, int highest) {
        return ApiVersionsResponse.ApiVersion.builder()
                .apiKey(key.id())
                .minVersion((short) lowest)
                .maxVersion((short) highest)
                .build();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** {@code host:port}, for {@code bootstrap.servers}. */
    public String address() {
        return HOST + ":" + port();
    }

    /** How many connections neither side has ended; one that a {@link Behaviour} still works for counts until it has. */
    public int openConnections() {
        return connections.size();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "stub-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.add(socket);
                if (server.isClosed()) {
                    socket.close(); // close() did not see it
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
            Replies replies = new Replies(socket);
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                ByteBuffer header = ByteBuffer.wrap(frame);
                Request request = new Request(header.getShort(), header.getShort(), header.getInt(), frame);
                behaviour.answer(request, replies);
            }
        } catch (IOException | InterruptedException closed) {
            return; // by the client or by the test
        } finally {
            connections.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }

    /** Writes to one connection. */
    public static final class Replies {
        private final Socket socket;
        private final DataOutputStream out;

        Replies(Socket socket) throws IOException {
            this.socket = socket;
            out = new DataOutputStream(socket.getOutputStream());
        }

        /** Answers {@code request} as a broker would. */
        public void send(Request request, ApiResponse response) throws IOException {
            send(request, response, request.version());
        }

        /** Answers in the form of another version. */
        public void send(Request request, ApiResponse response, short version) throws IOException {
            WireWriter writer = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
            writer.writeInt32(request.correlationId());
            if (response.apiKey().responseHeaderVersion(version) > 0) {
                writer.writeUnsignedVarint(0);
            }
            MessageCodecs.encodeResponse(response, writer, version);
            ByteBuf frame = Unpooled.buffer().writeInt(writer.sizeInBytes());
            for (Payload part : writer.finish()) {
                frame.writeBytes(((BufferPayload) part).buffer());
                part.release();
            }
            frame.readBytes(
                    out, frame.readableBytes()); // at once: a second small write would wait for an acknowledgement
        }

        /** Sends bytes that may be anything. */
        public void raw(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        /** Ends the connection with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
