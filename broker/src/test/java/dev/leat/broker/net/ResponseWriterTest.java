package dev.leat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.broker.metrics.Metrics;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.protocol.wire.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a response becomes on its way to the socket. */
class ResponseWriterTest {
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(100_000, 10, 1_000_000, 10, 10, 60_000, 10_000, 20_000);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ResponseWriter writer = new ResponseWriter(
            channel,
            new NetServices(
                    LIMITS, (frame, exchange) -> {}, new ManualTime(0).monotonic(), new Metrics(), new OneLoop()));
    private final FakeFile file = new FakeFile();
    private FileChannel onDisk;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        onDisk = FileChannel.open(Files.createFile(directory.resolve("segment")));
        file.appearOnDisk(onDisk);
    }

    @AfterEach
    void close() throws Exception {
        channel.finishAndReleaseAll();
        assertThat(file.isLetGo()).isTrue();
        onDisk.close();
    }

    @Test
    void shouldReadSmallSlicesSoThatOneCallWritesTheResponse() {
        assertThat(written(100, 32 << 10))
                .containsExactly(ByteBuf.class, ByteBuf.class, FileRegion.class, ByteBuf.class);
        assertThat(written(100, (32 << 10) - 100)).containsOnly(ByteBuf.class);
    }

    @Test
    void shouldLeaveLargeSlicesToSendfileAndAllBehindThem() {
        assertThat(written((32 << 10) + 1, 1))
                .containsExactly(ByteBuf.class, FileRegion.class, FileRegion.class, ByteBuf.class);
    }

    /** Writes a response with slices of these lengths between a head and a tail, and tells the kinds of what was written. */
    private List<Class<?>> written(int... slices) {
        List<Payload> parts = new ArrayList<>();
        parts.add(new BufferPayload(Unpooled.buffer().writeInt(0)));
        Arrays.stream(slices).mapToObj(file::slice).forEach(parts::add);
        parts.add(new BufferPayload(Unpooled.buffer().writeInt(0)));
        writer.write(parts);
        channel.flush();
        List<Class<?>> kinds = new ArrayList<>();
        for (Object message = channel.readOutbound(); message != null; message = channel.readOutbound()) {
            kinds.add(message instanceof FileRegion ? FileRegion.class : ByteBuf.class);
            ReferenceCountUtil.release(message);
        }
        return kinds;
    }
}
