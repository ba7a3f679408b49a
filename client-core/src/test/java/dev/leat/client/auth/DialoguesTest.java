package dev.leat.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.base.fake.SeededRandom;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.MisuseException;
import dev.leat.protocol.model.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.security.oauthbearer.internals.OAuthBearerClientInitialResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialoguesTest {
    @Test
    void shouldSendNameAndPasswordBehindNulCharacters() {
        SaslDialogue plain = begin(new Credentials.Plain("tim", "tanstaaftanstaaf"));
        assertThat(text(plain.begin())).isEqualTo("\0tim\0tanstaaftanstaaf"); // RFC 4616 section 4
        assertThat(plain.next(Bytes.EMPTY)).isNull();
    }

    @Test
    void shouldRefuseAPasswordThatPlainCannotCarry() {
        assertThatThrownBy(() -> begin(new Credentials.Plain("a\0b", "x")))
                .isInstanceOf(MisuseException.class)
                .satisfies(failure ->
                        assertThat(((MisuseException) failure).advice()).contains("sasl.jaas.config"));
    }

    @Test
    void shouldDrawANewNonceForEveryLogin() {
        SeededRandom secrets = new SeededRandom(1, "nonces");
        Credentials scram = new Credentials.Scram(ScramHash.SHA_512, "a", "b");
        String one = text(SaslDialogues.begin(scram, secrets).join().begin());
        String other = text(SaslDialogues.begin(scram, secrets).join().begin());
        assertThat(one).matches("n,,n=a,r=[A-Za-z0-9+/]{32}").isNotEqualTo(other);
    }

    @Test
    void shouldSendTokensAsKafkaReadsThem() throws Exception {
        TokenSource.Token token = new TokenSource.Token("abc.def", Map.of("tenant", "t1"));
        SaslDialogue dialogue = begin(new Credentials.OAuthBearer(() -> CompletableFuture.completedFuture(token)));
        OAuthBearerClientInitialResponse read =
                new OAuthBearerClientInitialResponse(dialogue.begin().array());
        assertThat(read.tokenValue()).isEqualTo("abc.def");
        assertThat(read.extensions().map()).containsExactly(Map.entry("tenant", "t1"));
        assertThat(dialogue.next(Bytes.EMPTY)).isNull();
    }

    @Test
    void shouldAcknowledgeTheRefusalOfAToken() {
        TokenSource.Token token = new TokenSource.Token("abc", Map.of());
        SaslDialogue dialogue = begin(new Credentials.OAuthBearer(() -> CompletableFuture.completedFuture(token)));
        dialogue.begin();
        Bytes refusal = Bytes.wrap("{\"status\":\"invalid_token\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(dialogue.next(refusal)).isEqualTo(Bytes.wrap(new byte[] {1}));
    }

    @Test
    void shouldMakeUnsecuredTokensForTests() {
        TokenSource.Token token =
                TokenSources.unsecured("al\"ice", () -> 1_500).token().join();
        assertThat(token.value()).endsWith(".");
        String claims = new String(
                java.util.Base64.getUrlDecoder().decode(token.value().split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claims).isEqualTo("{\"sub\":\"al\\\"ice\",\"iat\":1,\"exp\":3601}");
    }

    @Test
    void shouldReadATokenFileAtEachLogin(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("token");
        TokenSource source = TokenSources.file(file.toUri().toString());
        Files.writeString(file, "one\n");
        assertThat(source.token().join().value()).isEqualTo("one");
        Files.writeString(file, "two");
        assertThat(source.token().join().value()).isEqualTo("two");
        Files.delete(file);
        assertThatThrownBy(() -> source.token().join())
                .satisfies(failure -> assertThat(ClientErrors.unwrap(failure)).isInstanceOf(FatalException.class));
    }

    @Test
    void shouldNotShowSecrets() {
        assertThat(new Credentials.Plain("me", "secret").toString()).doesNotContain("secret");
        assertThat(new Credentials.Scram(ScramHash.SHA_256, "me", "secret").toString())
                .isEqualTo("SCRAM-SHA-256 as me");
        assertThat(new TokenSource.Token("secret", Map.of()).toString()).doesNotContain("secret");
    }

    private static SaslDialogue begin(Credentials credentials) {
        return SaslDialogues.begin(credentials, () -> 0).join();
    }

    private static String text(Bytes bytes) {
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }
}
