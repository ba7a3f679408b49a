package dev.leat.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.error.FatalException;
import dev.leat.protocol.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.sasl.SaslException;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.apache.kafka.common.security.scram.internals.ScramSaslServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramDialogueTest {
    /** The example of RFC 7677 section 3. */
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";

    private static final String SERVER_FIRST =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String CLIENT_FINAL = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private final ScramDialogue dialogue =
            new ScramDialogue(new Credentials.Scram(ScramHash.SHA_256, "user", "pencil"), NONCE);

    @Test
    void shouldSpeakAsInTheExampleOfTheRfc() {
        assertThat(text(dialogue.begin())).isEqualTo("n,,n=user,r=" + NONCE);
        assertThat(text(dialogue.next(bytes(SERVER_FIRST)))).isEqualTo(CLIENT_FINAL);
        assertThat(dialogue.next(bytes(SERVER_FINAL))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"SHA_256,alice,secret", "SHA_512,alice,secret", "SHA_512,'a=b,c',pässword", "SHA_256,u,'ä,b=c'"})
    void shouldBeAcceptedByKafkasOwnServer(ScramHash hash, String user, String password) throws Exception {
        ScramMechanism mechanism = Objects.requireNonNull(ScramMechanism.forMechanismName(hash.mechanism()));
        ScramCredential stored = new ScramFormatter(mechanism).generateCredential(password, 4096);
        ScramSaslServer server = server(mechanism, user, stored);
        ScramDialogue client = new ScramDialogue(new Credentials.Scram(hash, user, password), "0123456789abcdef");
        Bytes message = client.begin();
        while (message != null) {
            message = client.next(Bytes.wrap(server.evaluateResponse(message.array())));
        }
        assertThat(server.isComplete()).isTrue();
        assertThat(server.getAuthorizationID()).isEqualTo(user);
    }

    @Test
    void shouldBeRefusedByKafkasOwnServerWithAWrongPassword() throws Exception {
        ScramCredential stored = new ScramFormatter(ScramMechanism.SCRAM_SHA_256).generateCredential("right", 4096);
        ScramSaslServer server = server(ScramMechanism.SCRAM_SHA_256, "user", stored);
        byte[] challenge = server.evaluateResponse(dialogue.begin().array());
        Bytes proof = Objects.requireNonNull(dialogue.next(Bytes.wrap(challenge)));
        assertThatThrownBy(() -> server.evaluateResponse(proof.array())).isInstanceOf(SaslException.class);
    }

    private static ScramSaslServer server(ScramMechanism mechanism, String user, ScramCredential stored)
            throws Exception {
        return new ScramSaslServer(mechanism, Map.of(), callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    assertThat(name.getDefaultName()).isEqualTo(user);
                } else if (callback instanceof ScramCredentialCallback credential) {
                    credential.scramCredential(stored);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=many",
                "r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOx,s=%%,i=4096",
                "m=x,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "e=unknown-user",
                "",
            })
    void shouldNotTrustAServerWithAStrangeChallenge(String challenge) {
        dialogue.begin();
        assertThatThrownBy(() -> dialogue.next(bytes(challenge)))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("not to be trusted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=AAAA", "v=!", "", "x", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95H4="})
    void shouldNotTrustAServerThatDoesNotKnowThePassword(String last) {
        dialogue.begin();
        dialogue.next(bytes(SERVER_FIRST));
        assertThatThrownBy(() -> dialogue.next(bytes(last)))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("not to be trusted");
    }

    @Test
    void shouldSayWhatTheServerSaysWhenItRefuses() {
        dialogue.begin();
        dialogue.next(bytes(SERVER_FIRST));
        assertThatThrownBy(() -> dialogue.next(bytes("e=invalid-proof")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("invalid-proof");
    }

    @Test
    void shouldNotTrustAServerThatGoesOnAfterTheEnd() {
        dialogue.begin();
        dialogue.next(bytes(SERVER_FIRST));
        dialogue.next(bytes(SERVER_FINAL));
        assertThatThrownBy(() -> dialogue.next(bytes(SERVER_FINAL))).isInstanceOf(FatalException.class);
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(@Nullable Bytes bytes) {
        return new String(Objects.requireNonNull(bytes).array(), StandardCharsets.UTF_8);
    }
}
