package dev.leat.cli.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.model.TopicPartition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RangeAssignorTest {
    @Test
    void shouldGiveTheFirstMembersOneMoreWhenItDoesNotComeOutEven() {
        assertThat(RangeAssignor.assign(
                        Map.of("b", List.of("t"), "a", List.of("t"), "c", List.of("t")), Map.of("t", 7)))
                .containsEntry("a", partitions("t", 0, 1, 2))
                .containsEntry("b", partitions("t", 3, 4))
                .containsEntry("c", partitions("t", 5, 6));
    }

    @Test
    void shouldShareATopicAmongItsSubscribersOnly() {
        assertThat(RangeAssignor.assign(Map.of("a", List.of("t", "u"), "b", List.of("u")), Map.of("t", 2, "u", 1)))
                .containsEntry(
                        "a",
                        List.of(new TopicPartition("t", 0), new TopicPartition("t", 1), new TopicPartition("u", 0)))
                .containsEntry("b", List.of());
    }

    @Test
    void shouldCarryAssignmentsAndSubscriptionsUnchanged() {
        List<TopicPartition> mine = List.of(new TopicPartition("t", 0), new TopicPartition("u", 5));
        assertThat(ConsumerProtocol.partitions(ConsumerProtocol.assignment(mine)))
                .isEqualTo(mine);
        assertThat(ConsumerProtocol.topics(ConsumerProtocol.subscription(List.of("t", "u"))))
                .containsExactly("t", "u");
    }

    private static List<TopicPartition> partitions(String topic, int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }
}
