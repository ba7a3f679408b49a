package dev.leat.producer.figures;

import dev.leat.client.net.HostPort;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceRequest.PartitionProduceData;
import dev.leat.protocol.message.ProduceRequest.TopicProduceData;
import dev.leat.protocol.message.RequestHeader;
import dev.leat.protocol.message.RequestHeaders;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.RecordBatchBuilder;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The least that any client can do: the caller writes a request that was made before to a blocking socket and waits for the
 * answer. What this takes is the broker's and the kernel's share of a latency. Partition 0, leader assumed, answers unread.
 */
final class BareSending implements Sending {
    private static final short VERSION = 9;
    private static final int ANSWER_BYTES = 4 << 10;

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES);

    BareSending(Map<String, Object> settings, String topic, int size) {
        HostPort broker = HostPort.parseList(String.valueOf(settings.get("bootstrap.servers")))
                .get(0);
        request = encoded(topic, new byte[size]);
        try {
            channel = SocketChannel.open(new InetSocketAddress(broker.host(), broker.port()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer encoded(String topic, byte[] value) {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        out.writeInt32(0); // the length, known below
        RequestHeaders.encode(new RequestHeader(ApiKey.PRODUCE.id(), VERSION, 0, "bare"), out);
        MessageCodecs.encodeRequest(produce(topic, value), out, VERSION);
        out.setFirstInt32(out.sizeInBytes() - Integer.BYTES);
        ByteBuffer whole = ByteBuffer.allocateDirect(out.sizeInBytes());
        for (Payload part : out.finish()) {
            whole.put(((BufferPayload) part).buffer().nioBuffer());
        }
        return whole.flip();
    }

    private static ProduceRequest produce(String topic, byte[] value) {
        return ProduceRequest.builder()
                .acks((short) -1)
                .timeoutMs(30_000)
                .topicData(List.of(TopicProduceData.builder()
                        .name(topic)
                        .partitionData(List.of(PartitionProduceData.builder()
                                .index(0)
                                .records(new BufferPayload(batch(value)))
                                .build()))
                        .build()))
                .build();
    }

    private static ByteBuf batch(byte[] value) {
        try (RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE)) {
            return builder.append(System.currentTimeMillis(), null, Unpooled.wrappedBuffer(value))
                    .build();
        }
    }

    @Override
    public void send(byte[] value, Consumer<@Nullable Exception> onDone) {
        try {
            request.rewind();
            while (request.hasRemaining()) {
                channel.write(request);
            }
            answer.clear().limit(Integer.BYTES);
            fill();
            answer.limit(Integer.BYTES + answer.getInt(0));
            fill();
            onDone.accept(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() throws IOException {
        while (answer.hasRemaining()) {
            if (channel.read(answer) < 0) {
                throw new IOException("the broker has closed the connection");
            }
        }
    }

    @Override
    public void flush() {
        // every send has waited for its answer
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
