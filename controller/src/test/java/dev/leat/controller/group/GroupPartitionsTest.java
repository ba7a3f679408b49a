package dev.leat.controller.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupPartitionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "readers", "a-group", "polygenelubricants", "\u00fcber", "group-with-a-long-name-0123456789"
            })
    void shouldChooseThePartitionThatKafkaChooses(String groupId) {
        for (int count : new int[] {1, 3, 50}) {
            assertThat(GroupPartitions.partitionFor(groupId, count))
                    .isEqualTo(Utils.abs(groupId.hashCode()) % count)
                    .isBetween(0, count - 1);
        }
    }
}
