package dev.leat.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.InvariantViolation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSliceTest {
    @TempDir
    Path temporary;

    private Dir dir;
    private SegmentFile file;

    @BeforeEach
    void writeFile() throws Exception {
        dir = DiskDir.at(temporary);
        file = dir.open("a");
        file.write(List.of(Unpooled.copiedBuffer("0123456789", StandardCharsets.UTF_8)), 0);
    }

    @Test
    void shouldReadItsPartOfTheFile() throws Exception {
        FileSlice slice = Objects.requireNonNull(file.slice(2, 5));
        ByteBuf target = Unpooled.buffer();
        slice.readInto(target);
        slice.readInto(target, 1, 2);
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("2345634");
        assertThat(slice.sizeInBytes()).isEqualTo(5);
        assertThat(slice.position()).isEqualTo(2);
        assertThat(slice.channel()).isNotNull();
        slice.release();
    }

    @Test
    void shouldKeepADeletedFileOpenUntilTheLastSliceIsReleased() throws Exception {
        FileSlice first = Objects.requireNonNull(file.slice(0, 10));
        FileSlice second = Objects.requireNonNull(file.slice(0, 10));
        dir.delete("a");
        file.close();
        file.close();
        first.release();
        second.readInto(Unpooled.buffer());
        assertThat(Objects.requireNonNull(second.channel()).isOpen()).isTrue();
        second.release();
        assertThat(Objects.requireNonNull(second.channel()).isOpen()).isFalse();
        assertThat(file.slice(0, 1)).isNull();
    }

    @Test
    void shouldNoticeASecondRelease() {
        FileSlice slice = Objects.requireNonNull(file.slice(0, 1));
        slice.release();
        assertThatThrownBy(slice::release).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void shouldRefuseALockedDirectory() throws Exception {
        try (AutoCloseable held = dir.lock(".lock")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> dir.lock(".lock")).hasMessageContaining("another process");
        }
    }
}
