package dev.leat.storage.fs.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.storage.fs.FileSlice;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.StorageException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryDirTest {
    private final MemoryDir dir = new MemoryDir("memory");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldReadBackWhatWasWrittenAndCut(long seed) throws StorageException {
        SplittableRandom random = new SplittableRandom(seed);
        SegmentFile file = dir.open("log");
        byte[] model = new byte[200_000];
        int size = 0;
        for (int step = 0; step < 200; step++) {
            if (random.nextInt(4) == 0) {
                int cut = random.nextInt(size + 1);
                file.truncate(cut);
                Arrays.fill(model, cut, size, (byte) 0);
                size = cut;
            } else {
                byte[] bytes = new byte[random.nextInt(40_000)];
                random.nextBytes(bytes);
                int at = random.nextInt(Math.min(size + 1_000, model.length - bytes.length) + 1);
                file.write(List.of(Unpooled.wrappedBuffer(bytes)), at);
                System.arraycopy(bytes, 0, model, at, bytes.length);
                size = Math.max(size, at + bytes.length);
            }
            assertThat(file.size()).isEqualTo(size);
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        file.readFully(all, 0);
        assertThat(all.array()).isEqualTo(Arrays.copyOf(model, size));
        assertThat(file.read(ByteBuffer.allocate(1), size)).isEqualTo(-1);
    }

    @Test
    void shouldKeepTheBytesOfADeletedFileForWhoHoldsASlice() throws StorageException {
        SegmentFile file = dir.open("log");
        file.write(List.of(Unpooled.wrappedBuffer(new byte[] {1, 2}), Unpooled.wrappedBuffer(new byte[] {3})), 0);
        FileSlice slice = Objects.requireNonNull(file.slice(1, 2));
        file.close();
        dir.delete("log");
        ByteBuf target = Unpooled.buffer();
        slice.readInto(target);
        slice.release();
        assertThat(target).isEqualTo(Unpooled.wrappedBuffer(new byte[] {2, 3}));
        assertThat(dir.exists("log")).isFalse();
    }

    @Test
    void shouldReplaceTheFileOfTheNewName() throws StorageException {
        dir.open("a").write(List.of(Unpooled.wrappedBuffer(new byte[] {1})), 0);
        dir.open("b");
        dir.rename("a", "b");
        assertThat(dir.files()).containsExactly("b");
        assertThat(dir.open("b").size()).isEqualTo(1);
    }

    @Test
    void shouldRefuseToDeleteADirectoryThatHoldsSomething() throws StorageException {
        dir.directory("t-0").open("log");
        assertThatThrownBy(() -> dir.delete("t-0")).hasMessageContaining("not empty");
        dir.directory("t-0").delete("log");
        dir.delete("t-0");
        assertThat(dir.directories()).isEmpty();
    }

    @Test
    void shouldGiveALockToOneAtATime() throws Exception {
        var lock = dir.lock(".lock");
        assertThatThrownBy(() -> dir.lock(".lock")).isInstanceOf(StorageException.class);
        lock.close();
        dir.lock(".lock").close();
    }
}
