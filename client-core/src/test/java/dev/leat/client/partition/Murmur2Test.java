package dev.leat.client.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.SeededRandom;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Murmur2Test {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHashAsKafkaDoes(long seed) {
        SeededRandom random = new SeededRandom(seed, "keys");
        for (int length = 0; length < 300; length++) {
            byte[] key = new byte[length];
            for (int i = 0; i < length; i++) {
                key[i] = (byte) random.nextLong();
            }
            assertThat(Murmur2.hash(key)).as("seed %d length %d", seed, length).isEqualTo(Utils.murmur2(key));
        }
    }

    @Test
    void shouldChooseTheSamePartitionAsKafka() {
        for (int i = 0; i < 1_000; i++) {
            byte[] key = ("order-" + i).getBytes(StandardCharsets.UTF_8);
            assertThat(Murmur2.partition(key, 7)).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % 7);
        }
    }
}
