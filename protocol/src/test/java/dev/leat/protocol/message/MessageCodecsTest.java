package dev.leat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.wire.DecodeBudget;
import dev.leat.protocol.wire.MalformedMessageException;
import dev.leat.protocol.wire.WireReader;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageCodecsTest {
    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldFindTheCodecsOfAKey(ApiKey key) throws Exception {
        if (!MessageCodecs.has(key)) {
            assertThatThrownBy(() -> MessageCodecs.decodeRequest(key, (short) 0, reader(new byte[100])))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        for (short version = key.oldestVersion(); version <= key.latestVersion(); version++) {
            WireWriter request = new WireWriter(OurMessage.HEAP);
            MessageCodecs.encodeRequest(defaultOf(key, "Request", ApiRequest.class), request, version);
            WireReader requestIn = reader(OurMessage.bytes(request.finish()));
            assertThat(MessageCodecs.decodeRequest(key, version, requestIn).apiKey())
                    .isEqualTo(key);

            WireWriter response = new WireWriter(OurMessage.HEAP);
            MessageCodecs.encodeResponse(defaultOf(key, "Response", ApiResponse.class), response, version);
            WireReader responseIn = reader(OurMessage.bytes(response.finish()));
            assertThat(MessageCodecs.decodeResponse(key, version, responseIn).apiKey())
                    .isEqualTo(key);
        }
    }

    @Test
    void shouldBuildAFieldThatIsNamedAsTheBuildersOwnArgument() {
        CreateTopicsRequest.CreatableTopicConfig config = CreateTopicsRequest.CreatableTopicConfig.builder()
                .name("retention.ms")
                .value("1000")
                .build();
        assertThat(config.value()).isEqualTo("1000");
    }

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldHaveTheVersionsOfTheKeyTable(ApiKey key) {
        if (MessageCodecs.has(key)) {
            for (String kind : List.of("Request", "Response")) {
                List<Short> versions = OurMessage.of(key, kind)
                        .versions()
                        .map(OurMessage.Version::version)
                        .toList();
                assertThat(versions.get(0)).isEqualTo(key.oldestVersion());
                assertThat(versions.get(versions.size() - 1)).isEqualTo(key.latestVersion());
            }
        }
    }

    @Test
    void shouldRefuseVersionsThatTheMessageNeverHad() {
        assertThatThrownBy(() -> MessageCodecs.decodeRequest(ApiKey.PRODUCE, (short) 2, reader(new byte[100])))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("ProduceRequest");
        WireWriter out = new WireWriter(OurMessage.HEAP);
        assertThatThrownBy(() -> ProduceRequestCodec.encode(ProduceRequest.DEFAULT, out, (short) 14))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseToDropAValueThatTheVersionCannotCarry() {
        MetadataRequest request =
                MetadataRequest.builder().allowAutoTopicCreation(false).build();
        WireWriter out = new WireWriter(OurMessage.HEAP);
        assertThatThrownBy(() -> MetadataRequestCodec.encode(request, out, (short) 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowAutoTopicCreation");
    }

    @Test
    void shouldRefuseNullWhereTheVersionKnowsNone() {
        MetadataRequest allTopics = MetadataRequest.builder().topics(null).build();
        WireWriter out = new WireWriter(OurMessage.HEAP);
        assertThatThrownBy(() -> MetadataRequestCodec.encode(allTopics, out, (short) 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topics");
    }

    @Test
    void shouldLeaveWhatFollowsTheMessageUnread() throws Exception {
        WireReader in = reader(new byte[] {0, 3, 'a', 'b', 'c', 9, 9});
        SaslHandshakeRequest request = SaslHandshakeRequestCodec.decode(in, (short) 1);
        assertThat(request.mechanism()).isEqualTo("abc");
        assertThat(in.remaining()).isEqualTo(2);
    }

    private static <T> T defaultOf(ApiKey key, String kind, Class<T> type) throws ReflectiveOperationException {
        Class<?> message = Class.forName(
                "dev.leat.protocol.message." + OurMessage.of(key, kind).name());
        return type.cast(message.getField("DEFAULT").get(null));
    }

    private static WireReader reader(byte[] bytes) {
        return new WireReader(Unpooled.wrappedBuffer(bytes), DecodeBudget.forMessageOf(bytes.length));
    }
}
