package dev.leat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {
    @Test
    void shouldReadTheClientIdInItsOldFormAndTheTagsOfAFlexibleRequest() throws Exception {
        WireReader in = reader("0012" + "0004" + "00000007" + "0003616263" + "00" + "ff");
        assertThat(RequestHeaders.decode(in)).isEqualTo(new RequestHeader((short) 18, (short) 4, 7, "abc"));
        assertThat(in.remaining()).as("the request follows").isEqualTo(1);
    }

    @Test
    void shouldReadNoTagsBeforeAnInflexibleRequest() throws Exception {
        WireReader in = reader("0000" + "0008" + "00000007" + "ffff" + "ff");
        assertThat(RequestHeaders.decode(in)).isEqualTo(new RequestHeader((short) 0, (short) 8, 7, null));
        assertThat(in.remaining()).isEqualTo(1);
    }

    @Test
    void shouldReadTheHeaderOfAVersionThatIsStillToCome() throws Exception {
        WireReader in = reader("0012" + "7fff" + "00000007" + "ffff" + "00");
        assertThat(RequestHeaders.decode(in).apiVersion()).isEqualTo(Short.MAX_VALUE);
    }

    @Test
    void shouldWriteWhatItReads() throws Exception {
        RequestHeader header = new RequestHeader(ApiKey.PRODUCE.id(), (short) 9, 5, "client");
        WireWriter out = new WireWriter(OurMessage.HEAP);
        RequestHeaders.encode(header, out);
        String hex = HexFormat.of().formatHex(OurMessage.bytes(out.finish()));
        assertThat(RequestHeaders.decode(reader(hex))).isEqualTo(header);
    }

    @Test
    void shouldRefuseAnUnknownKeyAndATornHeader() {
        assertThatThrownBy(() -> RequestHeaders.decode(reader("0fff" + "0000" + "00000007" + "ffff")))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> RequestHeaders.decode(reader("0000" + "00")))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> RequestHeaders.decode(reader("0000" + "0003" + "0000")))
                .isInstanceOf(MalformedMessageException.class);
    }

    private static WireReader reader(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new WireReader(Unpooled.wrappedBuffer(bytes), DecodeBudget.forMessageOf(bytes.length));
    }
}
