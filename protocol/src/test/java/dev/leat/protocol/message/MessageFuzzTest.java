package dev.leat.protocol.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.base.fake.SeededRandom;
import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.WireReader;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.RequestHeaderData;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Targets for a fuzzer. A plain test run only tries the seeds: requests as Kafka's clients write them.
 *
 * <p>To look for new inputs, one target at a time: {@code JAZZER_FUZZ=1 mvn test -pl protocol -am
 * -Dtest=MessageFuzzTest#requests -Dsurefire.argLine=-Djazzer.hooks=true}.
 */
class MessageFuzzTest {
    private static final List<OurMessage.Version> REQUESTS =
            OurMessage.requests().flatMap(OurMessage::versions).toList();

    /** The first two bytes say which request and version it is. */
    @MethodSource("requestSeeds")
    @FuzzTest
    void requests(byte[] bytes) {
        if (bytes.length >= 2) {
            int index = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort()) % REQUESTS.size();
            FuzzedCodecs.readAndCheck(REQUESTS.get(index), Arrays.copyOfRange(bytes, 2, bytes.length));
        }
    }

    @MethodSource("headerSeeds")
    @FuzzTest
    void requestHeader(byte[] bytes) {
        try {
            RequestHeaders.decode(new WireReader(Unpooled.wrappedBuffer(bytes), new DecodeBudget(100_000)));
        } catch (MalformedMessageException refused) {
            FuzzedCodecs.checkRefusal(refused);
        }
    }

    static Stream<Arguments> requestSeeds() {
        return IntStream.range(0, REQUESTS.size()).mapToObj(index -> {
            OurMessage.Version request = REQUESTS.get(index);
            KafkaMessage kafka = KafkaMessage.named(request.message().name());
            byte[] body = KafkaMessage.bytes(
                    kafka.random(new SeededRandom(1, request.toString()), request.version()), request.version());
            ByteBuffer seed = ByteBuffer.allocate(2 + body.length);
            return Arguments.of((Object) seed.putShort((short) index).put(body).array());
        });
    }

    static Stream<Arguments> headerSeeds() {
        return Arrays.stream(ApiKey.values()).map(key -> {
            RequestHeaderData header = new RequestHeaderData()
                    .setRequestApiKey(key.id())
                    .setRequestApiVersion(key.oldestVersion())
                    .setClientId("client");
            return Arguments.of((Object) KafkaMessage.bytes(header, key.requestHeaderVersion(key.oldestVersion())));
        });
    }
}
