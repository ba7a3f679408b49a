package dev.leat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.wire.MalformedMessageException;
import io.netty.buffer.Unpooled;

/** What must hold for every input, however it came about. */
final class FuzzedCodecs {
    private FuzzedCodecs() {}

    /** Reads {@code bytes}, which may be refused; if they are a message, what it is written as reads as the same. */
    static void readAndCheck(OurMessage.Version tested, byte[] bytes) {
        try {
            checkStable(tested, tested.message().decode(Unpooled.wrappedBuffer(bytes), tested.version()));
        } catch (MalformedMessageException refused) {
            checkRefusal(refused);
        }
    }

    /** A refusal says why, in a line that can be logged. */
    static void checkRefusal(MalformedMessageException refused) {
        assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(200).doesNotContain("\n");
    }

    static void checkStable(OurMessage.Version tested, Object message) {
        try {
            byte[] written = tested.message().encode(message, tested.version());
            Object again = tested.message().decode(Unpooled.wrappedBuffer(written), tested.version());
            assertThat(tested.message().encode(again, tested.version())).isEqualTo(written);
        } catch (MalformedMessageException e) {
            throw new AssertionError(tested + " refuses what it wrote", e);
        }
    }
}
