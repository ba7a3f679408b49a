package dev.leat.perf.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullPageCacheTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path dir;

    private Path memory(long totalMib, long freeMib) throws IOException {
        return Files.writeString(
                dir.resolve("meminfo"),
                "MemTotal:   " + (totalMib << 10) + " kB\nMemFree:     " + (freeMib << 10) + " kB\n");
    }

    @Test
    void shouldTakeNoMoreThanThereIsMemory() throws IOException {
        try (FullPageCache cache = FullPageCache.in(dir.resolve("data"), memory(32, 20))) {
            assertThat(cache.fill()).isEqualTo(32 * MIB);
            assertThat(cache.fill()).as("pages of it that were not read yet").isEqualTo(32 * MIB);
        }
    }

    @Test
    void shouldBeginAnewWhenItWasEmptied() throws IOException {
        try (FullPageCache cache = FullPageCache.in(dir.resolve("data"), memory(32, 20))) {
            cache.fill();
            cache.empty();
            assertThat(cache.length()).isZero();
            assertThat(cache.fill()).isEqualTo(32 * MIB);
            assertThat(cache.length()).as("not behind what it had").isEqualTo(32 * MIB);
        }
    }

    @Test
    void shouldTakeNothingWhereLittleIsFree() throws IOException {
        try (FullPageCache cache = FullPageCache.in(dir.resolve("data"), memory(1_000, 20))) {
            assertThat(cache.fill()).isZero();
        }
    }

    @Test
    void shouldDoNothingWhereTheSystemDoesNotTell() throws IOException {
        try (FullPageCache cache = FullPageCache.in(dir.resolve("data"), dir.resolve("missing"))) {
            assertThat(cache.fill()).isZero();
        }
    }

    @Test
    void shouldLeaveNothingBehindHoweverItEnds() throws IOException {
        try (FullPageCache cache = FullPageCache.in(dir.resolve("data"), memory(16, 16))) {
            cache.fill();
            assertThat(dir.resolve("data")).isEmptyDirectory();
        }
    }
}
