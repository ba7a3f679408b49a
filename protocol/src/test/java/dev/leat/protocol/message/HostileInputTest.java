package dev.leat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.leat.base.RandomSource;
import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.wire.MalformedMessageException;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: a message, or the one checked exception, for memory in proportion to the bytes. */
class HostileInputTest {
    private static final int SEEDS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What the budget allows for a byte, and what it does not count: exceptions, the message itself, reflection. */
    private static final int BYTES_PER_BYTE = 24;

    private static final int BYTES_ALWAYS = 16 * 1024 + 8 * 1024;

    static Stream<OurMessage.Version> allVersions() {
        return OurMessage.allVersions();
    }

    @ParameterizedTest
    @MethodSource("allVersions")
    void shouldReadOrRefuseDamagedMessages(OurMessage.Version tested) {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomSource random = new SeededRandom(seed, tested.toString());
            byte[] bytes = damaged(valid(tested, random), random);
            check(tested, bytes, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("allVersions")
    void shouldRefuseMessagesThatEndEarly(OurMessage.Version tested) {
        byte[] whole = valid(tested, new SeededRandom(0, tested.toString()));
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> tested.message().decode(Unpooled.wrappedBuffer(torn), tested.version()))
                    .as("first %s of %s bytes", length, whole.length)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("allVersions")
    void shouldTakeLittleMemoryForHugeCounts(OurMessage.Version tested) {
        byte[] ones = new byte[2_000];
        Arrays.fill(ones, (byte) 0xff);
        check(tested, ones, "all ones");
        byte[] small = new byte[20_000];
        Arrays.fill(small, (byte) 1);
        check(tested, small, "all 1");
        byte[] zeros = new byte[20_000];
        check(tested, zeros, "all 0");
        zeros[0] = (byte) 0xff; // compact count of 16383 - 1
        zeros[1] = (byte) 0x7f;
        check(tested, zeros, "many empty elements");
    }

    @Test
    void shouldRefuseEmptyElementsThatWouldFillTheHeap() {
        byte[] bytes = new byte[200_010]; // 100000 topics of 2 bytes: an empty name and no tags
        bytes[0] = (byte) 0xa1;
        bytes[1] = (byte) 0x8d;
        bytes[2] = 0x06;
        Arrays.fill(bytes, 3, bytes.length, (byte) 1);
        OurMessage message = new OurMessage("DescribeTopicPartitionsRequest");
        check(new OurMessage.Version(message, (short) 0), bytes, "empty names");
    }

    private static void check(OurMessage.Version tested, byte[] bytes, String hint) {
        decode(tested, bytes); // the first time loads classes
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Object message = decode(tested, bytes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated)
                .as("%s, %s: heap for %s bytes", tested, hint, bytes.length)
                .isLessThanOrEqualTo(BYTES_ALWAYS + (long) BYTES_PER_BYTE * bytes.length);
        if (message instanceof Record) {
            FuzzedCodecs.checkStable(tested, message);
        }
    }

    /** The message, or why the bytes were refused. */
    private static Object decode(OurMessage.Version tested, byte[] bytes) {
        try {
            return tested.message().decode(Unpooled.wrappedBuffer(bytes), tested.version());
        } catch (MalformedMessageException refusal) {
            return refusal;
        }
    }

    private static byte[] valid(OurMessage.Version tested, RandomSource random) {
        KafkaMessage kafka = KafkaMessage.named(tested.message().name());
        return KafkaMessage.bytes(kafka.random(random, tested.version()), tested.version());
    }

    private static byte[] damaged(byte[] bytes, RandomSource random) {
        byte[] damaged = Arrays.copyOf(bytes, Math.max(1, bytes.length + random.nextInt(3) - 1));
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            byte[] likely = {0, 1, -1, 0x7f, (byte) 0x80, (byte) random.nextInt(256)};
            damaged[random.nextInt(damaged.length)] = likely[random.nextInt(likely.length)];
        }
        return damaged;
    }
}
