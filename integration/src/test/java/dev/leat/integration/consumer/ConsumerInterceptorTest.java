package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.consumer.ConsumerInterceptor;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.PolledRange;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an interceptor hears of a member's work with a real broker. */
@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
class ConsumerInterceptorTest {
    private static final int COUNT = 1_000;

    private final GroupFixture fixture;

    ConsumerInterceptorTest(TestCluster cluster) {
        fixture = new GroupFixture(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Puts together what it hears of each partition. */
    private static final class Audit implements ConsumerInterceptor {
        private final Map<TopicPartition, PolledRange> polled = new HashMap<>();
        private final Map<TopicPartition, Long> committed = new HashMap<>();
        private boolean closed;

        @Override
        public void onConsume(List<PolledRange> ranges) {
            for (PolledRange range : ranges) {
                PolledRange before = polled.get(range.partition());
                assertThat(range.startOffset()).isEqualTo(before == null ? 0 : before.endOffset());
                polled.merge(range.partition(), range, PolledRange::and);
            }
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void shouldHearOfAllThatIsReadAndCommitted() {
        String topic = fixture.records.filledTopic(2, COUNT, Map.of());
        Audit audit = new Audit();
        Options options =
                Options.with("range").and(Map.of("interceptor.classes", List.of(audit), "max.poll.records", 300));
        Member member = fixture.member(options).subscribe(topic);
        fixture.pollUntil(() -> member.read.size() == 2 * COUNT, member);
        member.close();
        TopicPartition first = new TopicPartition(topic, 0);
        TopicPartition second = new TopicPartition(topic, 1);
        assertThat(audit.polled)
                .containsOnly(
                        Map.entry(first, new PolledRange(first, 0, COUNT, COUNT)),
                        Map.entry(second, new PolledRange(second, 0, COUNT, COUNT)));
        assertThat(audit.committed).containsOnly(Map.entry(first, (long) COUNT), Map.entry(second, (long) COUNT));
        assertThat(audit.closed).isTrue();
    }
}
