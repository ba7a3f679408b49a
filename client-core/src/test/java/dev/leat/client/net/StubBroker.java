package dev.leat.client.net;

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
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A broker on a loopback port that does what a test tells it; one thread per connection. */
public final class StubBroker implements AutoCloseable {
    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

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
        void answer(Request request, Replies replies) throws IOException;
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

    public static ApiVersionsResponse.ApiVersion version(ApiKey key, int lowest, int highest) {
        return ApiVersionsResponse.ApiVersion.builder()
                .apiKey(key.id())
                .minVersion((short) lowest)
                .maxVersion((short) highest)
                .build();
    }

    public HostPort address() {
        return new HostPort("127.0.0.1", server.getLocalPort());
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
                sockets.add(socket);
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
        } catch (IOException closed) {
            return; // by the client or by the test
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
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
            byte[] frame = bytes(writer.finish());
            out.writeInt(frame.length);
            out.write(frame);
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

        private static byte[] bytes(List<Payload> parts) {
            List<byte[]> pieces = new ArrayList<>();
            int size = 0;
            for (Payload part : parts) {
                byte[] piece = new byte[part.sizeInBytes()];
                ((BufferPayload) part).buffer().readBytes(piece);
                part.release();
                pieces.add(piece);
                size += piece.length;
            }
            ByteBuffer whole = ByteBuffer.allocate(size);
            pieces.forEach(whole::put);
            return whole.array();
        }
    }
}
