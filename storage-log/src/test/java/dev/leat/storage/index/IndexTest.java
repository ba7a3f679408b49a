package dev.leat.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.SegmentFile;
import dev.leat.storage.fs.simulated.FaultPlan;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexTest {
    private final SimulatedDisk disk = new SimulatedDisk();
    private final Dir dir = disk.root();

    private OffsetIndex offsets(long baseOffset) {
        return new OffsetIndex(dir, "o", baseOffset, 1 << 20);
    }

    private TimeIndex times(long baseOffset) {
        return new TimeIndex(dir, "t", baseOffset, 1 << 20);
    }

    @Test
    void shouldWriteKafkasBytes() throws Exception {
        OffsetIndex offsets = offsets(100);
        offsets.append(105, 0x1234);
        offsets.append(109, 0x2345);
        offsets.persist();
        assertThat(hex("o")).isEqualTo("00000005" + "00001234" + "00000009" + "00002345");
        TimeIndex times = times(100);
        times.appendIfLater(0x1122334455L, 105);
        times.persist();
        assertThat(hex("t")).isEqualTo("0000001122334455" + "00000005");
    }

    @Test
    void shouldFindTheEntryAtOrBeforeAnOffsetAcrossPages() throws Exception {
        int count = SparseIndex.PAGE_ENTRIES * 3 + 17;
        OffsetIndex index = offsets(50);
        for (int i = 1; i <= count; i++) {
            index.append(50 + i * 10L, i * 100);
        }
        checkLookups(index, count);
        index.persist();
        OffsetIndex reopened = offsets(50);
        assertThat(reopened.load(Long.MAX_VALUE, Integer.MAX_VALUE)).isTrue();
        checkLookups(reopened, count);
        reopened.append(50 + (count + 1) * 10L, (count + 1) * 100);
        checkLookups(reopened, count + 1);
    }

    private static void checkLookups(OffsetIndex index, int count) throws Exception {
        assertThat(index.count()).isEqualTo(count);
        assertThat(index.floorPosition(59)).isZero();
        for (int i = 1; i <= count; i++) {
            assertThat(index.floorPosition(50 + i * 10L)).isEqualTo(i * 100);
            assertThat(index.floorPosition(50 + i * 10L + 9)).isEqualTo(i * 100);
        }
    }

    @Test
    void shouldReadAPageOnceForNeighbouringLookups() throws Exception {
        OffsetIndex index = offsets(0);
        for (int i = 1; i <= SparseIndex.PAGE_ENTRIES * 2; i++) {
            index.append(i, i);
        }
        int[] reads = {0};
        disk.setFaults((operation, path) -> {
            reads[0] += operation == FaultPlan.Operation.READ ? 1 : 0;
            return null;
        });
        for (int i = 1; i <= SparseIndex.PAGE_ENTRIES; i++) {
            index.floorPosition(i);
        }
        assertThat(reads[0]).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatLiesBeyondACut() throws Exception {
        int count = SparseIndex.PAGE_ENTRIES * 2 + 5;
        OffsetIndex index = offsets(0);
        TimeIndex times = times(0);
        for (int i = 1; i <= count; i++) {
            index.append(i, i);
            times.appendIfLater(1_000 + i, i);
        }
        index.truncate(600);
        times.truncate(600);
        assertThat(index.count()).isEqualTo(599);
        assertThat(index.lastOffset()).isEqualTo(599);
        assertThat(times.lastTimestamp()).isEqualTo(1_599);
        assertThat(times.floorOffset(5_000)).isEqualTo(599);
        index.append(700, 700);
        assertThat(index.floorPosition(699)).isEqualTo(599);
        assertThat(index.floorPosition(700)).isEqualTo(700);
    }

    @Test
    void shouldRefuseDamagedFiles() throws Exception {
        assertThat(offsets(0).load(100, 100)).as("missing").isFalse();
        file("o", "00000001" + "00000010" + "0000");
        assertThat(offsets(0).load(100, 100)).as("cut within an entry").isFalse();
        file("o", "00000001" + "00000010" + "00000000" + "00000000");
        assertThat(offsets(0).load(100, 100)).as("zeros at the end").isFalse();
        file("o", "00000001" + "00000010" + "00000002" + "00000010");
        assertThat(offsets(0).load(100, 100)).as("position stands still").isFalse();
        file("o", "00000001" + "00000070");
        assertThat(offsets(0).load(100, 100)).as("position beyond the data").isFalse();
        file("o", "00000064" + "00000010");
        assertThat(offsets(0).load(100, 100)).as("offset beyond the data").isFalse();
        file("o", "00000063" + "00000010");
        assertThat(offsets(0).load(100, 100)).isTrue();
    }

    @Test
    void shouldKeepOnlyRisingTimes() throws Exception {
        TimeIndex times = times(0);
        times.appendIfLater(1_000, 5);
        times.appendIfLater(1_000, 9);
        times.appendIfLater(900, 12);
        times.appendIfLater(1_100, 20);
        assertThat(times.count()).isEqualTo(2);
        assertThat(times.floorOffset(999)).isZero();
        assertThat(times.floorOffset(1_050)).isEqualTo(5);
        assertThat(times.floorOffset(1_100)).isEqualTo(20);
    }

    @Test
    void shouldStayUsableForReadersWhenTheFileIsDeleted() throws Exception {
        OffsetIndex index = offsets(0);
        for (int i = 1; i <= SparseIndex.PAGE_ENTRIES; i++) {
            index.append(i, i);
        }
        dir.delete("o");
        assertThat(index.floorPosition(5)).as("a safe lower bound").isZero();
        assertThat(dir.exists("o")).isFalse();
    }

    private void file(String name, String hex) throws Exception {
        try (SegmentFile file = dir.open(name)) {
            file.truncate(0);
            file.write(List.of(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex))), 0);
        }
    }

    private String hex(String name) throws Exception {
        ByteBuf bytes = Unpooled.buffer();
        try (SegmentFile file = dir.open(name)) {
            file.read(bytes, 0, (int) file.size());
        }
        return ByteBufUtil.hexDump(bytes);
    }
}
