package dev.leat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {
    private static final int MAX_FRAME = 8 << 20;

    private final Room room = new Room();
    private final FrameAssembler assembler = new FrameAssembler(new UnpooledByteBufAllocator(true), MAX_FRAME, room);

    @AfterEach
    void release() {
        assembler.release();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveTheFramesThatWereSentHoweverTheyAreCut(long seed) throws FrameException {
        Random random = new Random(seed);
        List<byte[]> sent = new ArrayList<>();
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 60; i++) {
            byte[] frame = new byte[random.nextInt(10) == 0 ? random.nextInt(3 << 20) : random.nextInt(300)];
            random.nextBytes(frame);
            sent.add(frame);
            stream.writeInt(frame.length).writeBytes(frame);
        }
        List<byte[]> received = new ArrayList<>();
        while (stream.isReadable()) {
            arrive(stream, 1 + random.nextInt(random.nextBoolean() ? 7 : 200_000));
            for (ByteBuf frame = assembler.poll(); frame != null; frame = assembler.poll()) {
                byte[] bytes = new byte[frame.readableBytes()];
                frame.readBytes(bytes).release();
                received.add(bytes);
            }
        }
        assertThat(received).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(received.get(i)).isEqualTo(sent.get(i));
        }
        assertThat(assembler.midFrame()).isFalse();
    }

    @Test
    void shouldReadEqualFramesWithoutMovingThem() throws FrameException {
        int size = 256 << 10;
        for (int i = 0; i < 3; i++) {
            ByteBuf stream = Unpooled.buffer().writeInt(size).writeZero(size);
            ByteBuf first = assembler.bufferForRead();
            arriveIn(first, stream, size);
            ByteBuf second = assembler.bufferForRead();
            if (i > 0) {
                assertThat(second).isSameAs(first);
            }
            arriveIn(second, stream, size);
            ByteBuf frame = assembler.poll();
            assertThat(frame).isNotNull();
            frame.release();
        }
    }

    @Test
    void shouldTakeNoLargeBufferWithoutRoomForIt() throws FrameException {
        room.limit = 0;
        ByteBuf stream = Unpooled.buffer().writeInt(MAX_FRAME).writeZero(1 << 20);
        for (int read = 0; read < 2; read++) {
            arrive(stream, 1 << 20);
            assertThat(assembler.poll()).isNull();
        }
        assertThat(assembler.needsRoom()).isTrue();
        ByteBuf buffer = assembler.bufferForRead();
        assertThat(buffer.capacity()).isLessThanOrEqualTo(2 * FrameAssembler.FREE_BYTES);
        assertThat(buffer.isWritable())
                .as("a full buffer would read as the end of the stream")
                .isTrue();
        buffer.release();
        assertThat(assembler.isOverrun()).isFalse();
        room.limit = Integer.MAX_VALUE;
        ByteBuf whole = assembler.bufferForRead();
        assertThat(whole.capacity()).isGreaterThanOrEqualTo(MAX_FRAME);
        whole.release();
    }

    @Test
    void shouldHoldLittleOfWhatIsReadThoughThereIsNoRoom() throws FrameException {
        room.limit = 0;
        expectToHoldLittle(Unpooled.buffer().writeInt(MAX_FRAME).writeZero(1 << 20));
    }

    @Test
    void shouldHoldLittleOfFramesThatAreReadThoughNobodyTakesThem() throws FrameException {
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 20_000; i++) {
            stream.writeInt(50).writeZero(50);
        }
        expectToHoldLittle(stream);
    }

    private void expectToHoldLittle(ByteBuf stream) {
        for (int reads = 0; !assembler.isOverrun(); reads++) {
            assertThat(reads).as("reads, each of which may copy what is held").isLessThan(10);
            ByteBuf buffer = assembler.bufferForRead();
            assertThat(buffer.capacity()).isLessThanOrEqualTo(2 * FrameAssembler.FREE_BYTES);
            arriveIn(buffer, stream, Integer.MAX_VALUE);
        }
        ByteBuf lost = assembler.bufferForRead();
        assertThat(lost.isWritable()).isTrue();
        assertThat(lost.release()).as("held by nobody else").isTrue();
    }

    @Test
    void shouldNotMoveWhatTricklesInWithoutRoom() throws FrameException {
        room.limit = 0;
        ByteBuf stream = Unpooled.buffer().writeInt(MAX_FRAME).writeZero(50_000);
        arrive(stream, 40_000);
        ByteBuf buffer = assembler.bufferForRead();
        arriveIn(buffer, stream, 1);
        ByteBuf again = assembler.bufferForRead();
        assertThat(again).isSameAs(buffer);
        again.release();
    }

    @Test
    void shouldGiveItsRoomBackWithTheFrame() throws FrameException {
        int size = 200 << 10;
        ByteBuf stream = Unpooled.buffer().writeInt(size).writeZero(size);
        ByteBuf frame = null;
        while (frame == null) {
            arrive(stream, 50_000);
            frame = assembler.poll();
        }
        assertThat(room.most).isEqualTo(size + 4);
        assertThat(room.reserved).isZero();
        frame.release();
    }

    @Test
    void shouldNotHoldALargeBufferForASmallFrame() throws FrameException {
        shouldGiveItsRoomBackWithTheFrame(); // the next buffer is as large
        ByteBuf stream = Unpooled.buffer().writeInt(10).writeZero(10);
        ByteBuf buffer = assembler.bufferForRead();
        arriveIn(buffer, stream, 14);
        ByteBuf frame = assembler.poll();
        assertThat(frame).isNotNull();
        assertThat(buffer.refCnt()).isZero();
        frame.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, MAX_FRAME + 1, Integer.MAX_VALUE, 0x47455420})
    void shouldRefuseSizesThatCannotBe(int size) {
        arrive(Unpooled.buffer().writeInt(size), 4);
        assertThatThrownBy(assembler::poll).isInstanceOf(FrameException.class);
    }

    @Test
    void shouldHoldNoBufferBetweenFrames() throws FrameException {
        ByteBuf stream = Unpooled.buffer().writeInt(3).writeZero(3);
        ByteBuf buffer = assembler.bufferForRead();
        arriveIn(buffer, stream, 7);
        ByteBuf frame = assembler.poll();
        assertThat(frame).isNotNull();
        frame.release();
        assertThat(buffer.refCnt()).isZero();
    }

    private void arrive(ByteBuf stream, int most) {
        arriveIn(assembler.bufferForRead(), stream, most);
    }

    private static void arriveIn(ByteBuf buffer, ByteBuf stream, int most) {
        buffer.writeBytes(stream, Math.min(Math.min(most, stream.readableBytes()), buffer.writableBytes()));
        buffer.release();
    }

    /** Room for a large buffer, up to a limit. */
    private static final class Room implements FrameAssembler.Reservation {
        private int limit = Integer.MAX_VALUE;
        private int reserved;
        private int most;

        @Override
        public boolean resize(int bytes) {
            if (bytes > limit) {
                return false;
            }
            reserved = Math.max(reserved, bytes);
            most = Math.max(most, bytes);
            return true;
        }

        @Override
        public void release() {
            reserved = 0;
        }
    }
}
