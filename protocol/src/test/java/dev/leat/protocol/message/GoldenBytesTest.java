package dev.leat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.RandomSource;
import dev.leat.base.fake.SeededRandom;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our messages against those of Kafka's own clients: bytes in both directions, and every field by its name. */
class GoldenBytesTest {
    private static final int SEEDS = 20;

    static Stream<OurMessage> messages() {
        return OurMessage.allVersions().map(OurMessage.Version::message).distinct();
    }

    static Stream<OurMessage.Version> allVersions() {
        return OurMessage.allVersions();
    }

    @ParameterizedTest
    @MethodSource("allVersions")
    void shouldReadAndWriteWhatKafkaReadsAndWrites(OurMessage.Version tested) throws Exception {
        OurMessage message = tested.message();
        short version = tested.version();
        KafkaMessage kafka = KafkaMessage.named(message.name());
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomSource random = new SeededRandom(seed, tested.toString());
            Message theirs = kafka.random(random, version);
            byte[] golden = KafkaMessage.bytes(theirs, version);

            ByteBuf in = Unpooled.wrappedBuffer(golden);
            Object ours = message.decode(in, version);
            assertThat(in.readableBytes()).as("seed %s: bytes left over", seed).isZero();
            SameFields.check("seed " + seed + ": " + tested, ours, theirs);

            byte[] written = message.encode(ours, version);
            assertThat(written).as("seed %s", seed).isEqualTo(golden);
            assertThat(kafka.parse(ByteBuffer.wrap(written), version)).isEqualTo(theirs);
        }
    }

    @ParameterizedTest
    @MethodSource("allVersions")
    void shouldRefuseOrDropWhatAnOlderVersionDoesNotCarryAsKafkaDoes(OurMessage.Version tested) throws Exception {
        OurMessage message = tested.message();
        KafkaMessage kafka = KafkaMessage.named(message.name());
        short latest = message.latestVersion();
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomSource random = new SeededRandom(seed, message + " of the latest version");
            Message theirs = kafka.random(random, latest);
            Object ours = message.decode(Unpooled.wrappedBuffer(KafkaMessage.bytes(theirs, latest)), latest);
            assertThat(outcome(() -> message.encode(ours, tested.version())))
                    .as("seed %s", seed)
                    .isEqualTo(outcome(() -> KafkaMessage.bytes(theirs, tested.version())));
        }
    }

    /** The bytes written, or "refused". */
    private static String outcome(Callable<byte[]> write) {
        try {
            return HexFormat.of().formatHex(write.call());
        } catch (IllegalArgumentException | UnsupportedVersionException | NullPointerException refusal) {
            return "refused";
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldStartFromKafkasDefaults(OurMessage message) throws Exception {
        Class<?> type = Class.forName("dev.leat.protocol.message." + message.name());
        Object ours = type.getField("DEFAULT").get(null);
        SameFields.check(
                message.name(), ours, KafkaMessage.named(message.name()).fresh());
    }
}
