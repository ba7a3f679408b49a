package dev.leat.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.fake.SeededRandom;
import dev.leat.storage.fs.simulated.FaultPlan;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {
    private SimulatedDisk disk = new SimulatedDisk();

    @Test
    void shouldKeepWhatWasSyncedThroughAPowerLoss() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            disk = new SimulatedDisk();
            SegmentFile file = write("a", 3_000, 1);
            file.sync();
            disk.root().sync();
            disk.crash(new SeededRandom(seed, "crash"));
            assertThat(content("a")).isEqualTo(filled(3_000, 1));
        }
    }

    @Test
    void shouldKeepDropOrTearWhatWasNotSynced() throws Exception {
        Set<String> outcomes = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            disk = new SimulatedDisk();
            SegmentFile file = write("a", 1_024, 1);
            file.sync();
            disk.root().sync();
            file.write(List.of(filled(1_024, 2)), 0);
            disk.crash(new SeededRandom(seed, "crash"));
            ByteBuf after = content("a");
            outcomes.add(sector(after, 0) + " " + sector(after, 512));
        }
        assertThat(outcomes).contains("old old", "new new", "old new", "new old", "torn old", "torn torn");
    }

    @Test
    void shouldForgetNamesOfADirectoryThatWasNotSynced() throws Exception {
        int forgotten = 0;
        for (int seed = 0; seed < 50; seed++) {
            disk = new SimulatedDisk();
            write("a", 10, 1).sync();
            disk.crash(new SeededRandom(seed, "crash"));
            forgotten += disk.root().exists("a") ? 0 : 1;
        }
        assertThat(forgotten).isBetween(5, 45);
    }

    @Test
    void shouldLoseThePagesOfAFailedSyncAlthoughTheNextOneSucceeds() throws Exception {
        SegmentFile file = write("a", 600, 1);
        file.sync();
        disk.root().sync();
        file.write(List.of(filled(600, 2)), 0);
        disk.setFaults(FaultPlan.failNth(FaultPlan.Operation.SYNC, 1));
        assertThatThrownBy(file::sync).isInstanceOf(StorageException.class);
        file.sync();
        assertThat(content("a")).isEqualTo(filled(600, 2));
        disk.crash(new SeededRandom(1, "crash"));
        assertThat(content("a")).isEqualTo(filled(600, 1));
    }

    @Test
    void shouldNameDirectoryFileAndOperationOfAFault() throws Exception {
        Dir child = disk.root().directory("topic-0");
        disk.setFaults((operation, path) -> path.equals("topic-0/a") ? "Input/output error" : null);
        assertThatThrownBy(() -> child.open("a"))
                .isInstanceOfSatisfying(StorageException.class, e -> {
                    assertThat(e.operation()).isEqualTo("open");
                    assertThat(e.directory()).isEqualTo("topic-0");
                    assertThat(e.file()).isEqualTo("a");
                })
                .hasMessageContaining("Input/output error");
    }

    @Test
    void shouldRefuseWritesWhenFull() throws Exception {
        disk.setCapacity(1_000);
        write("a", 900, 1);
        assertThatThrownBy(() -> write("b", 200, 1)).hasMessageContaining("No space left");
        disk.root().delete("a");
        write("b", 200, 1);
    }

    @Test
    void shouldGiveFilesOfTheLifeBeforeNoMoreUse() throws Exception {
        SegmentFile file = write("a", 10, 1);
        disk.kill();
        assertThatThrownBy(() -> file.write(List.of(filled(1, 1)), 0)).hasMessageContaining("before the crash");
        assertThat(content("a")).isEqualTo(filled(10, 1));
    }

    @Test
    void shouldLockADirectoryOnce() throws Exception {
        Dir root = disk.root();
        try (AutoCloseable held = root.lock(".lock")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> root.lock(".lock")).isInstanceOf(StorageException.class);
        }
        root.lock(".lock").close();
    }

    private SegmentFile write(String name, int length, int fill) throws StorageException {
        SegmentFile file = disk.root().open(name);
        file.write(List.of(filled(length, fill)), 0);
        return file;
    }

    private ByteBuf content(String name) throws StorageException {
        ByteBuf bytes = Unpooled.buffer();
        try (SegmentFile file = Objects.requireNonNull(disk.root().openIfExists(name))) {
            file.read(bytes, 0, (int) file.size());
        }
        return bytes;
    }

    private static ByteBuf filled(int length, int fill) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) fill);
        return Unpooled.wrappedBuffer(bytes);
    }

    private static String sector(ByteBuf bytes, int at) {
        byte first = bytes.getByte(at);
        byte last = bytes.getByte(at + 511);
        return first != last ? "torn" : first == 1 ? "old" : "new";
    }
}
