package dev.leat.client.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReceiveAllocatorTest {
    private static final int LARGE_BYTES = 1 << 20;

    private final ReceiveAllocator allocator = new ReceiveAllocator();

    private static long marked(ByteBuf buffer) {
        buffer.setLong(0, 42);
        buffer.release();
        return 42;
    }

    @Test
    void shouldUseALargeBufferAgain() {
        long mark = marked(allocator.directBuffer(LARGE_BYTES));
        ByteBuf again = allocator.directBuffer(LARGE_BYTES + 10);
        assertThat(again.readableBytes()).isZero();
        assertThat(again.writableBytes()).isGreaterThan(LARGE_BYTES);
        assertThat(again.getLong(0)).isEqualTo(mark); // the same memory
        again.release();
    }

    @Test
    void shouldUseTheBufferFirstThatWasGivenBackLast() {
        ByteBuf early = allocator.directBuffer(LARGE_BYTES).setLong(0, 1);
        ByteBuf late = allocator.directBuffer(LARGE_BYTES).setLong(0, 2);
        early.release();
        late.release();
        ByteBuf again = allocator.directBuffer(LARGE_BYTES);
        assertThat(again.getLong(0)).isEqualTo(2);
        again.release();
    }

    @Test
    void shouldKeepNoMoreThan32MiB() {
        List<ByteBuf> buffers =
                Stream.generate(() -> allocator.directBuffer(10 << 20)).limit(4).toList();
        buffers.forEach(buffer -> buffer.setLong(0, 42).release());
        List<ByteBuf> again =
                Stream.generate(() -> allocator.directBuffer(10 << 20)).limit(4).toList();
        assertThat(again).filteredOn(buffer -> buffer.getLong(0) == 42).hasSize(3);
        again.forEach(ByteBuf::release);
    }

    @Test
    void shouldNotUseABufferThatASliceStillHolds() {
        ByteBuf buffer = allocator.directBuffer(LARGE_BYTES).writeLong(42);
        ByteBuf slice = buffer.readRetainedSlice(8);
        buffer.release();
        ByteBuf other = allocator.directBuffer(LARGE_BYTES).writeLong(7);
        assertThat(slice.readLong()).isEqualTo(42);
        slice.release();
        other.release();
    }

    @Test
    void shouldNotHoldAMuchLargerBufferThanIsNeeded() {
        marked(allocator.directBuffer(4 << 20));
        ByteBuf smaller = allocator.directBuffer(LARGE_BYTES);
        assertThat(smaller.capacity()).isLessThan(2 * LARGE_BYTES);
        smaller.release();
    }

    @Test
    void shouldKeepNothingOnceClosed() {
        allocator.close();
        marked(allocator.directBuffer(LARGE_BYTES));
        ByteBuf fresh = allocator.directBuffer(LARGE_BYTES);
        assertThat(fresh.getLong(0)).isZero();
        fresh.release();
    }
}
