package dev.leat.integration.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.client.admin.AdminClient;
import dev.leat.client.auth.Credentials;
import dev.leat.client.auth.ScramHash;
import dev.leat.client.auth.TokenSources;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.config.SecuritySettings;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS and logins of Leat's clients, with Apache Kafka as the judge. */
@Timeout(180)
class SecurityTest {
    private static final String STORE_PASSWORD = "changeit";
    private static final int SESSION_MS = 2_000;

    @TempDir
    static Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before any test runs
    private static ApacheKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=kafka",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                store("server.p12"),
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-rfc", "-file", store("server.pem"), "-keystore", store("server.p12"));
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=client",
                "-keystore",
                store("client.p12"),
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-rfc", "-file", store("client.pem"), "-keystore", store("client.p12"));
        keytool(
                "-importcert",
                "-noprompt",
                "-file",
                store("client.pem"),
                "-keystore",
                store("clients.p12"),
                "-storetype",
                "PKCS12");
        kafka = ApacheKafka.start(
                Map.of("SSL", "SSL", "MUTUAL", "SSL", "LOGIN", "SASL_PLAINTEXT", "LOGINTLS", "SASL_SSL"), settings());
        addScramUser();
    }

    private static Map<String, String> settings() {
        String module = "org.apache.kafka.common.security.";
        return Map.ofEntries(
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", store("server.p12")),
                Map.entry("ssl.keystore.password", STORE_PASSWORD),
                Map.entry("listener.name.mutual.ssl.client.auth", "required"),
                Map.entry("listener.name.mutual.ssl.truststore.type", "PKCS12"),
                Map.entry("listener.name.mutual.ssl.truststore.location", store("clients.p12")),
                Map.entry("listener.name.mutual.ssl.truststore.password", STORE_PASSWORD),
                Map.entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER"),
                Map.entry("connections.max.reauth.ms", "" + SESSION_MS),
                Map.entry(
                        "listener.name.login.plain.sasl.jaas.config",
                        module + "plain.PlainLoginModule required user_alice=\"secret\";"),
                Map.entry(
                        "listener.name.logintls.plain.sasl.jaas.config",
                        module + "plain.PlainLoginModule required user_alice=\"secret\";"),
                Map.entry(
                        "listener.name.login.scram-sha-256.sasl.jaas.config",
                        module + "scram.ScramLoginModule required;"),
                Map.entry(
                        "listener.name.login.scram-sha-512.sasl.jaas.config",
                        module + "scram.ScramLoginModule required;"),
                Map.entry(
                        "listener.name.logintls.scram-sha-256.sasl.jaas.config",
                        module + "scram.ScramLoginModule required;"),
                Map.entry(
                        "listener.name.logintls.scram-sha-512.sasl.jaas.config",
                        module + "scram.ScramLoginModule required;"),
                Map.entry(
                        "listener.name.login.oauthbearer.sasl.jaas.config",
                        module + "oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"k\";"),
                Map.entry(
                        "listener.name.logintls.oauthbearer.sasl.jaas.config",
                        module + "oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"k\";"));
    }

    private static void addScramUser() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address("PLAINTEXT")))) {
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                UserScramCredentialAlteration alice = new UserScramCredentialUpsertion(
                        "alice", new ScramCredentialInfo(mechanism, 4096), "secret".getBytes(StandardCharsets.UTF_8));
                admin.alterUserScramCredentials(List.of(alice)).all().get(60, TimeUnit.SECONDS);
            }
        }
    }

    @AfterAll
    static void end() {
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void shouldSpeakOverTls() {
        assertWorks(tls("SSL").build());
    }

    @Test
    void shouldShowItsCertificateWhenTheBrokerAsks() {
        ClientConfig.Builder mutual = tls("MUTUAL")
                .set("ssl.keystore.type", "PKCS12")
                .set("ssl.keystore.location", store("client.p12"))
                .set("ssl.keystore.password", STORE_PASSWORD);
        assertWorks(mutual.build());
        ClientException failure = failure(tls("MUTUAL").build());
        assertThat(failure).isInstanceOf(FatalException.class);
        assertThat(failure.advice()).contains("ssl.keystore.location");
    }

    @Test
    void shouldNotTrustABrokerThatNobodyVouchesFor() {
        ClientException failure = failure(ClientConfig.builder()
                .bootstrapServers(kafka.address("SSL"))
                .tls()
                .build());
        assertThat(failure).isInstanceOf(FatalException.class);
        assertThat(failure.advice()).contains("ssl.truststore.location");
    }

    enum Login {
        PLAIN(new Credentials.Plain("alice", "secret")),
        SCRAM_SHA_256(new Credentials.Scram(ScramHash.SHA_256, "alice", "secret")),
        SCRAM_SHA_512(new Credentials.Scram(ScramHash.SHA_512, "alice", "secret")),
        OAUTHBEARER(new Credentials.OAuthBearer(TokenSources.unsecured("alice", System::currentTimeMillis)));

        private final Credentials credentials;

        Login(Credentials credentials) {
            this.credentials = credentials;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLogIn(Login login) {
        assertWorks(login("LOGIN", login.credentials));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLogInOverTls(Login login) {
        assertWorks(tls("LOGINTLS").credentials(login.credentials).build());
    }

    @Test
    void shouldLogInByKafkasSettings() {
        assertWorks(ClientConfig.from(Map.of(
                "bootstrap.servers",
                kafka.address("LOGIN"),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-256",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"alice\" password=\"secret\";")));
    }

    @Test
    void shouldSayThatThePasswordIsWrong() {
        for (Credentials wrong : List.of(
                new Credentials.Plain("alice", "wrong"),
                new Credentials.Scram(ScramHash.SHA_512, "alice", "wrong"),
                new Credentials.Scram(ScramHash.SHA_256, "nobody", "secret"))) {
            ClientException failure = failure(login("LOGIN", wrong));
            assertThat(failure)
                    .isInstanceOf(FatalException.class)
                    .hasMessageContaining("refused the login by " + wrong)
                    .hasMessageNotContaining("secret");
            assertThat(failure.advice()).contains("sasl.jaas.config");
        }
    }

    @Test
    void shouldSayThatAListenerWantsNoLogin() {
        ClientException failure = failure(login("PLAINTEXT", new Credentials.Plain("alice", "secret")));
        assertThat(failure).isInstanceOf(FatalException.class);
        assertThat(failure.advice()).contains("security.protocol");
    }

    @Test
    void shouldStayLoggedInBeyondTheSession() {
        try (AdminClient admin = AdminClient.create(login("LOGIN", new Credentials.Plain("alice", "secret")))) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3L * SESSION_MS);
            while (System.nanoTime() < end) {
                assertThat(admin.describeCluster()
                                .orTimeout(30, TimeUnit.SECONDS)
                                .join()
                                .brokers())
                        .hasSize(1);
            }
        }
    }

    private static void assertWorks(ClientConfig config) {
        try (AdminClient admin = AdminClient.create(config)) {
            assertThat(admin.describeCluster()
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join()
                            .brokers())
                    .containsOnlyKeys(1);
        }
    }

    private static ClientException failure(ClientConfig config) {
        try (AdminClient admin = AdminClient.create(config)) {
            return (ClientException) ClientErrors.unwrap(catchThrowable(() ->
                    admin.describeCluster().orTimeout(60, TimeUnit.SECONDS).join()));
        }
    }

    private static ClientConfig.Builder tls(String listener) {
        return ClientConfig.builder()
                .bootstrapServers(kafka.address(listener))
                .tls()
                .set("ssl.truststore.type", "PEM")
                .set("ssl.truststore.location", store("server.pem"));
    }

    private static ClientConfig login(String listener, Credentials credentials) {
        return ClientConfig.builder()
                .bootstrapServers(kafka.address(listener))
                .set(SecuritySettings.SECURITY_PROTOCOL, SecuritySettings.Protocol.PLAINTEXT)
                .credentials(credentials)
                .build();
    }

    private static String store(String name) {
        return directory.resolve(name).toString();
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "one", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
