package dev.leat.storage.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import dev.leat.storage.fs.simulated.SimulatedDisk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real and the simulated medium answer the same list of operations alike. */
class MediumConformanceTest {
    @TempDir
    Path temporary;

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldAnswerAlikeOnBothMedia(long seed) throws Exception {
        List<String> real = history(seed, DiskDir.at(temporary.resolve("real")));
        List<String> simulated = history(seed, new SimulatedDisk().root());
        assertThat(simulated).isEqualTo(real);
    }

    private static List<String> history(long seed, Dir root) {
        SeededRandom random = new SeededRandom(seed, "operations");
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(i + " " + answer(random, root));
        }
        return answers;
    }

    private static String answer(SeededRandom random, Dir root) {
        String name = "f" + random.nextInt(4);
        String other = "f" + random.nextInt(4);
        String child = "d" + random.nextInt(2);
        int operation = random.nextInt(12);
        int position = random.nextInt(2_000);
        int length = random.nextInt(1_500);
        try {
            Dir dir = random.nextInt(3) == 0 ? root.directory(child) : root;
            return switch (operation) {
                case 0, 1 -> append(dir, name, length, random);
                case 2 -> write(dir, name, position, length, random);
                case 3, 4, 5 -> read(dir, name, position, length);
                case 6 -> truncate(dir, name, position);
                case 7 -> rename(dir, name, other);
                case 8 -> delete(dir, name);
                case 9 -> "files " + dir.files() + " directories " + dir.directories();
                case 10 -> sync(dir, name);
                default -> name + " exists " + dir.exists(name) + " " + (dir.openIfExists(name) != null);
            };
        } catch (StorageException e) {
            return e.operation() + " failed for " + e.file();
        }
    }

    private static String append(Dir dir, String name, int length, SeededRandom random) throws StorageException {
        try (SegmentFile file = dir.open(name)) {
            file.write(List.of(bytes(length / 2, random), bytes(length - length / 2, random)), file.size());
            return "size " + file.size();
        }
    }

    private static String write(Dir dir, String name, int position, int length, SeededRandom random)
            throws StorageException {
        try (SegmentFile file = dir.open(name)) {
            file.write(List.of(bytes(length, random)), Math.min(position, file.size()));
            return "size " + file.size();
        }
    }

    private static ByteBuf bytes(int length, SeededRandom random) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextLong();
        }
        return Unpooled.wrappedBuffer(bytes);
    }

    private static String read(Dir dir, String name, int position, int length) throws StorageException {
        try (SegmentFile file = dir.open(name)) {
            ByteBuf target = Unpooled.buffer();
            int count = file.read(target, position, length);
            return "read " + count + " " + target.hashCode();
        }
    }

    private static String truncate(Dir dir, String name, int size) throws StorageException {
        try (SegmentFile file = dir.open(name)) {
            file.truncate(size);
            return "size " + file.size();
        }
    }

    private static String rename(Dir dir, String from, String to) throws StorageException {
        dir.rename(from, to);
        return "renamed";
    }

    private static String delete(Dir dir, String name) throws StorageException {
        SegmentFile open = dir.openIfExists(name);
        dir.delete(name);
        dir.delete(name);
        try (open) {
            return "deleted, but still " + (open == null ? "nothing" : open.size() + " bytes for who has it open");
        }
    }

    private static String sync(Dir dir, String name) throws StorageException {
        try (SegmentFile file = dir.open(name)) {
            file.sync();
        }
        dir.sync();
        return "synced";
    }
}
