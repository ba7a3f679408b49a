package dev.leat.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteInputTest {
    @Test
    void shouldGiveLinesWithoutTheirEnds() throws IOException {
        assertThat(lines("a\n\nb")).containsExactly("a", "", "b");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void shouldLeaveEveryOtherByteAlone() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        ByteInput in = input(all);
        assertThat(in.readLine()).hasSize('\n');
        assertThat(in.readLine()).hasSize(255 - '\n').startsWith('\n' + 1).endsWith((byte) 255);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldGiveBackWhatWasThereHoweverItArrives(long seed) throws IOException {
        SeededRandom random = new SeededRandom(seed, "input");
        byte[] content = new byte[300_000 + random.nextInt(1_000)];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (random.nextInt(5_000) == 0 ? '\n' : 'a' + random.nextInt(26));
        }
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        ByteInput in = new ByteInput(inPieces(content, random));
        for (byte[] line = in.readLine(); line != null; line = in.readLine()) {
            seen.writeBytes(line);
            seen.write('\n');
        }
        byte[] expected = content[content.length - 1] == '\n' ? content : plusLineEnd(content);
        assertThat(seen.toByteArray()).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void shouldCutChunksOfEqualSizeWithARest() throws IOException {
        byte[] content = new byte[200_000];
        ByteInput in = input(content);
        List<Integer> sizes = new ArrayList<>();
        for (byte[] chunk = in.readChunk(70_000); chunk != null; chunk = in.readChunk(70_000)) {
            sizes.add(chunk.length);
        }
        assertThat(sizes).containsExactly(70_000, 70_000, 60_000);
    }

    @Test
    void shouldCountWhatItGave() throws IOException {
        ByteInput in = input("a\nb\nrest".getBytes(StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            continue;
        }
        assertThat(in.count()).isEqualTo(3);
        ByteInput chunks = input(new byte[5]);
        while (chunks.readChunk(2) != null) {
            continue;
        }
        assertThat(chunks.count()).isEqualTo(3);
    }

    private static byte[] plusLineEnd(byte[] content) {
        byte[] longer = Arrays.copyOf(content, content.length + 1);
        longer[content.length] = '\n';
        return longer;
    }

    private static InputStream inPieces(byte[] content, SeededRandom random) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(70_000)));
            }
        };
    }

    private static List<String> lines(String text) throws IOException {
        ByteInput in = input(text.getBytes(StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (byte[] line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(new String(line, StandardCharsets.UTF_8));
        }
        return lines;
    }

    private static ByteInput input(byte[] content) {
        return new ByteInput(new ByteArrayInputStream(content));
    }
}
