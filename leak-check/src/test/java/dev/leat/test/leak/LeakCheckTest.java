package dev.leat.test.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
    @Test
    void shouldFindWhatWasNotReleased() throws InterruptedException {
        leak();
        assertThat(LeakCheck.leaks()).singleElement().asString().contains("not released", "LeakCheckTest.leak");
        assertThat(LeakCheck.leaks()).isEmpty();
    }

    private static void leak() {
        PooledByteBufAllocator.DEFAULT.directBuffer(8).writeInt(1);
    }

    @Test
    void shouldFindNothingWhereAllIsReleased() throws InterruptedException {
        PooledByteBufAllocator.DEFAULT.directBuffer(8).release();
        UnpooledByteBufAllocator.DEFAULT.heapBuffer(8).release();
        assertThat(LeakCheck.leaks()).isEmpty();
    }
}
