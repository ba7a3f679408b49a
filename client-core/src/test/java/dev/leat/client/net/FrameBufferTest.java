package dev.leat.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBufferTest {
    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final FrameBuffer frames = new FrameBuffer(allocator, MAX_FRAME_BYTES);

    @AfterEach
    void shouldHoldNothingInTheEnd() {
        frames.release();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveTheFramesThatWereSentHoweverTheyAreCut(long seed) {
        Random random = new Random(seed);
        List<byte[]> sent = new ArrayList<>();
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 60; i++) {
            byte[] frame = new byte[random.nextInt(random.nextInt(4) == 0 ? 200_000 : 300)];
            random.nextBytes(frame);
            sent.add(frame);
            stream.writeInt(frame.length).writeBytes(frame);
        }
        List<byte[]> received = new ArrayList<>();
        List<ByteBuf> held = new ArrayList<>();
        while (stream.isReadable()) {
            deliver(stream, 1 + random.nextInt(100_000));
            for (ByteBuf frame = frames.poll(); frame != null; frame = frames.poll()) {
                byte[] bytes = new byte[frame.readableBytes()];
                frame.getBytes(frame.readerIndex(), bytes);
                received.add(bytes);
                held.add(frame); // as a consumer does, while further frames come
            }
        }
        assertThat(received).as("seed %d", seed).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(received.get(i)).as("seed %d, frame %d", seed, i).isEqualTo(sent.get(i));
        }
        held.forEach(ByteBuf::release);
    }

    /** As a socket does: fills the buffer as far as there are bytes and room. */
    private void deliver(ByteBuf stream, int mostBytes) {
        ByteBuf buffer = frames.forRead();
        assertThat(buffer.writableBytes()).isPositive();
        stream.readBytes(buffer, Math.min(mostBytes, Math.min(stream.readableBytes(), buffer.writableBytes())));
        buffer.release();
    }

    @Test
    void shouldNotMoveAStreamOfEqualAnswers() {
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 5; i++) {
            stream.writeInt(300_000).writeZero(300_000);
        }
        for (int i = 0; i < 5; i++) {
            ByteBuf before = null;
            ByteBuf frame = null;
            while (frame == null) {
                ByteBuf buffer = frames.forRead();
                if (i > 0 && before != null) {
                    assertThat(buffer).isSameAs(before);
                }
                before = buffer;
                stream.readBytes(buffer, Math.min(buffer.writableBytes(), Math.min(65_536, stream.readableBytes())));
                buffer.release();
                frame = frames.poll();
            }
            frame.release();
        }
    }

    @Test
    void shouldNotHoldALargeBufferForASmallAnswer() {
        ByteBuf stream = Unpooled.buffer()
                .writeInt(500_000)
                .writeZero(500_000)
                .writeInt(10)
                .writeZero(10);
        ByteBuf small = null;
        List<ByteBuf> all = new ArrayList<>();
        while (all.size() < 2) {
            deliver(stream, 65_536);
            for (ByteBuf frame = frames.poll(); frame != null; frame = frames.poll()) {
                all.add(frame);
                small = frame;
            }
        }
        all.get(0).release();
        frames.release();
        assertThat(allocator.metric().usedDirectMemory()).isLessThan(1_000);
        assertThat(small).isNotNull();
        all.get(1).release();
    }

    @Test
    void shouldRefuseSizesThatCannotBe() {
        deliver(Unpooled.buffer().writeInt(-1), 4);
        assertThatThrownBy(frames::poll).isInstanceOf(CorruptedFrameException.class);
        frames.release();
        deliver(Unpooled.buffer().writeInt(MAX_FRAME_BYTES + 1), 4);
        assertThatThrownBy(frames::poll).isInstanceOf(TooLongFrameException.class);
    }
}
