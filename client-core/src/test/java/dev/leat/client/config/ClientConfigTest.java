package dev.leat.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.client.auth.Credentials;
import dev.leat.client.auth.ScramHash;
import dev.leat.client.auth.Security;
import dev.leat.client.error.MisuseException;
import dev.leat.client.net.HostPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientConfigTest {
    @Test
    void shouldReadPropertiesByKafkasNames() {
        Properties given = new Properties();
        given.setProperty("bootstrap.servers", "a:1, b:2");
        given.setProperty("client.id", "me");
        given.setProperty("request.timeout.ms", " 1234 ");
        given.setProperty("metadata.recovery.strategy", "none");
        ClientConfig config = ClientConfig.from(given);
        assertThat(config.bootstrap()).containsExactly(new HostPort("a", 1), new HostPort("b", 2));
        assertThat(config.network().clientId()).isEqualTo("me");
        assertThat(config.network().requestTimeoutMs()).isEqualTo(1234);
        assertThat(config.rebootstraps()).isFalse();
    }

    @Test
    void shouldHaveTheSameFromABuilder() {
        ClientConfig built = ClientConfig.builder()
                .bootstrapServers("a:1")
                .clientId("me")
                .set(ClientSettings.RETRY_BACKOFF_MS, 7L)
                .build();
        assertThat(built)
                .isEqualTo(ClientConfig.from(
                        Map.of("bootstrap.servers", List.of("a:1"), "client.id", "me", "retry.backoff.ms", 7)));
    }

    @Test
    void shouldAskUnderCanonicalNamesOnlyWhenTold() {
        Map<String, Object> given = new HashMap<>(Map.of("bootstrap.servers", "a:1"));
        assertThat(ClientConfig.from(given).canonicalBootstrap()).isFalse();
        given.put("client.dns.lookup", "use_all_dns_ips");
        assertThat(ClientConfig.from(given).canonicalBootstrap()).isFalse();
        given.put("client.dns.lookup", "resolve_canonical_bootstrap_servers_only");
        assertThat(ClientConfig.from(given).canonicalBootstrap()).isTrue();
    }

    @Test
    void shouldHaveKafkasDefaults() throws ReflectiveOperationException {
        ConfigDef consumer = ConsumerConfig.configDef();
        ConfigDef admin = AdminClientConfig.configDef();
        for (var field : ClientSettings.class.getFields()) {
            Setting<?> ours = (Setting<?>) Objects.requireNonNull(field.get(null));
            ConfigDef.ConfigKey kafkas = consumer.configKeys()
                    .getOrDefault(ours.name(), admin.configKeys().get(ours.name()));
            assertThat(kafkas).as(ours.name()).isNotNull();
            boolean differsOnPurpose = ours.name().endsWith(".buffer.bytes") || ours.fallback() == null;
            if (!differsOnPurpose) {
                assertThat(String.valueOf(ours.fallback()))
                        .as(ours.name())
                        .isEqualToIgnoringCase(String.valueOf(kafkas.defaultValue));
            }
        }
    }

    @Test
    void shouldWarnOfUnknownNamesWithTheNearestOne() {
        ConfigReader in =
                new ConfigReader(Map.of("bootstrap.servers", "a:1", "requst.timeout.ms", 5, "quite.other", 1));
        ClientConfig.read(in);
        assertThat(in.warnings())
                .containsExactlyInAnyOrder(
                        "requst.timeout.ms is no setting of this client and has no effect; did you mean"
                                + " request.timeout.ms?",
                        "quite.other is no setting of this client and has no effect");
    }

    @Test
    void shouldCountWhatAnotherPartOfTheClientReads() {
        Setting<Integer> linger = Setting.integer("linger.ms", 5, 0, 1_000, "ms");
        ConfigReader in = new ConfigReader(Map.of("bootstrap.servers", "a:1", "linger.ms", "7"));
        assertThat(in.get(linger)).isEqualTo(7);
        ClientConfig.read(in);
        assertThat(in.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request.timeout.ms|soon|request.timeout.ms must be a whole number, but is 'soon'",
                "request.timeout.ms|0|request.timeout.ms must be from 1 to 2147483647, but is 0",
                "reconnect.backoff.ms|-1|reconnect.backoff.ms must be at least 1, but is -1",
                "allow.auto.create.topics|ja|allow.auto.create.topics must be true or false, but is 'ja'",
                "security.protocol|TLS|security.protocol must be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL, but is 'TLS'",
                "bootstrap.servers|a:b|bootstrap.servers must be host:port of brokers: 'a:b' is no broker address",
                "bootstrap.servers|a:99999|bootstrap.servers must be host:port of brokers: the port must be from 1 to 65535",
                "bootstrap.servers|http://a:1|bootstrap.servers must be host:port of brokers: 'http://a:1' is no broker"
                        + " address: write host:port without a protocol",
                "security.protocol|SASL_SSL|sasl.mechanism is not set",
                "ssl.truststore.type|ZIP|ssl.truststore.type must be one of PEM, PKCS12, JKS, but is 'ZIP'",
                "ssl.endpoint.identification.algorithm|LDAPS|ssl.endpoint.identification.algorithm must be https or empty",
            })
    void shouldNameTheSettingThatIsWrong(String name, String value, String message) {
        Map<String, Object> given = new HashMap<>(Map.of("bootstrap.servers", "a:1"));
        given.put(name, value);
        assertThatThrownBy(() -> ClientConfig.from(given))
                .isInstanceOf(MisuseException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldSayThatBootstrapServersAreMissing() {
        assertThatThrownBy(() -> ClientConfig.from(Map.of()))
                .isInstanceOf(MisuseException.class)
                .hasMessage("bootstrap.servers is not set");
    }

    @Test
    void shouldReadLoginsInKafkasForm() {
        assertThat(login(
                        "SCRAM-SHA-512",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required\n"
                                + " username=\"al\\\"ice\" password='pass=word; really';"))
                .isEqualTo(new Credentials.Scram(ScramHash.SHA_512, "al\"ice", "pass=word; really"));
        assertThat(login("PLAIN", "PlainLoginModule required username=bob password=\"\" ;"))
                .isEqualTo(new Credentials.Plain("bob", ""));
        assertThat(login("OAUTHBEARER", "OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"alice\";"))
                .isInstanceOf(Credentials.OAuthBearer.class);
    }

    @Test
    void shouldNotShowThePasswordOfALoginThatIsNotReadable() {
        assertThatThrownBy(() -> login("PLAIN", "PlainLoginModule required username=bob password=secret"))
                .isInstanceOf(MisuseException.class)
                .hasMessageStartingWith("sasl.jaas.config is not readable")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> login("PLAIN", "PlainLoginModule required username=bob;"))
                .hasMessage("sasl.jaas.config has no option 'password'");
        assertThatThrownBy(() -> login("GSSAPI", "Krb5LoginModule required;"))
                .hasMessageStartingWith("sasl.mechanism must be one of");
    }

    @Test
    void shouldTakeCredentialsAsAnObject() {
        Credentials.Plain alice = new Credentials.Plain("alice", "secret");
        ClientConfig config = ClientConfig.builder()
                .bootstrapServers("a:1")
                .tls()
                .credentials(alice)
                .build();
        assertThat(config.security().credentials()).isEqualTo(alice);
        assertThat(config.security().tls()).isNotNull();
        assertThat(config.toString()).doesNotContain("secret");
    }

    @Test
    void shouldNeitherEncryptNorLogInUnlessTold() {
        assertThat(ClientConfig.from(Map.of("bootstrap.servers", "a:1")).security())
                .isEqualTo(Security.NONE);
    }

    private static Credentials login(String mechanism, String jaas) {
        ClientConfig config = ClientConfig.from(Map.of(
                "bootstrap.servers",
                "a:1",
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                jaas));
        return Objects.requireNonNull(config.security().credentials());
    }
}
