package dev.leat.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.broker.config.ConfigAlteration.Accepted;
import dev.leat.broker.config.ConfigAlteration.Edit;
import dev.leat.broker.config.ConfigAlteration.Outcome;
import dev.leat.broker.config.ConfigAlteration.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever texts arrive, settings end in a checked value or a refusal. */
class HostileSettingsTest {
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "-1",
            "0",
            "1",
            "2147483648",
            "-9223372036854775809",
            "1e3",
            "NaN",
            "0x10",
            "true",
            "delete",
            "compact,",
            ",",
            "delete,,compact",
            "\0",
            "\ud800",
            "zstd",
            "../../etc/passwd",
            "PLAINTEXT://[:1",
            "LogAppendTime");

    private final BrokerConfig broker = BrokerConfig.of(Map.of());

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldAcceptOnlyTopicSettingsThatCanBeRead(long seed) {
        Random random = new Random(seed);
        Map<String, String> current = new HashMap<>();
        for (int round = 0; round < 200; round++) {
            Outcome outcome = ConfigAlteration.ofTopic(broker).edit(current, edits(random));
            if (outcome instanceof Accepted accepted) {
                assertThat(TopicConfig.problemWith(accepted.settings(), broker)).isEmpty();
                assertThat(TopicConfig.of(accepted.settings(), broker)).isNotNull();
                current = accepted.settings();
            } else {
                assertThat(((Refused) outcome).message()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldLoadOrRefuseWhateverIsGivenAtStart(long seed) {
        Random random = new Random(seed);
        List<String> names = Settings.brokerNames();
        for (int round = 0; round < 200; round++) {
            ConfigSources sources = new ConfigSources().value(pick(random, names), pick(random, NASTY), "test");
            try {
                assertThat(BrokerConfig.load(sources, new Machine(1 << 27, 2, 1024)))
                        .isNotNull();
            } catch (ConfigException refused) {
                assertThat(refused.problems()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldReadOrRefuseAnyPropertiesText(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append("=:#!\\u \n\tabc.".charAt(random.nextInt(13)));
            }
            try {
                assertThat(new ConfigSources()
                                .properties(text.toString(), "test")
                                .values())
                        .isNotNull();
            } catch (ConfigException refused) {
                assertThat(refused.problems()).hasSize(1);
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 5);
    }

    private static List<Edit> edits(Random random) {
        List<Edit> edits = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            byte operation = (byte) (random.nextInt(6) - 1);
            String value = random.nextInt(10) == 0 ? null : pick(random, NASTY);
            edits.add(new Edit(pick(random, Settings.topicNames()), operation, value));
        }
        return edits;
    }

    private static String pick(Random random, List<String> options) {
        return options.get(random.nextInt(options.size()));
    }
}
