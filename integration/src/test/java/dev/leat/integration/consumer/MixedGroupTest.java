package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.integration.clients.Clients;
import dev.leat.integration.clients.ClusterUnderTest;
import dev.leat.integration.clients.TestCluster;
import dev.leat.integration.consumer.GroupFixture.Member;
import dev.leat.integration.consumer.GroupFixture.Options;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members of this client and of kafka-clients in one group, either of them leading. */
@ExtendWith(ClusterUnderTest.class)
@Timeout(90)
class MixedGroupTest {
    private final GroupFixture fixture;
    private final Clients clients;

    MixedGroupTest(TestCluster cluster) {
        fixture = new GroupFixture(cluster);
        clients = new Clients(cluster);
    }

    @AfterEach
    void close() {
        fixture.close();
        clients.close();
    }

    private Consumer<String, String> kafkaMember(String assignor, String topic) {
        Consumer<String, String> consumer = clients.consumer(Map.of(
                "group.id",
                fixture.group,
                "auto.offset.reset",
                "earliest",
                "heartbeat.interval.ms",
                300,
                "session.timeout.ms",
                30_000,
                "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer." + assignor));
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    @ParameterizedTest
    @CsvSource({
        "range, RangeAssignor",
        "roundrobin, RoundRobinAssignor",
        "sticky, StickyAssignor",
        "cooperative-sticky, CooperativeStickyAssignor"
    })
    void shouldShareOneTopicWhoeverLeads(String assignor, String kafkaAssignor) {
        String topic = fixture.records.topic(6);
        for (int i = 0; i < 6; i++) {
            fixture.records.fill(new TopicPartition(topic, i), 0, 50, Map.of());
        }
        Member leader = fixture.member(Options.with(assignor)).subscribe(topic);
        fixture.pollUntil(() -> leader.assigned.size() == 6, leader);
        List<String> readByKafka = new ArrayList<>();
        Consumer<String, String> first = kafkaMember(kafkaAssignor, topic);
        poll(() -> first.assignment().size() == 3 && leader.assigned.size() == 3, readByKafka, first, leader);
        leader.close(); // so that the other leads
        poll(() -> first.assignment().size() == 6, readByKafka, first);
        Member second = fixture.member(Options.with(assignor)).subscribe(topic);
        Member third = fixture.member(Options.with(assignor)).subscribe(topic);
        poll(
                () -> first.assignment().size() == 2
                        && second.assigned.size() == 2
                        && third.assigned.size() == 2
                        && leader.read.size() + second.read.size() + third.read.size() + readByKafka.size() >= 300,
                readByKafka,
                first,
                second,
                third);
        Set<TopicPartition> all = new HashSet<>(second.assigned);
        all.addAll(third.assigned);
        first.assignment().forEach(mine -> all.add(new TopicPartition(mine.topic(), mine.partition())));
        assertThat(all).as("nobody shares").hasSize(6);
        Set<String> read = new HashSet<>(readByKafka);
        read.addAll(leader.read);
        read.addAll(second.read);
        read.addAll(third.read);
        assertThat(read).as("nothing is skipped").hasSize(300);
    }

    private void poll(
            java.util.function.BooleanSupplier done,
            List<String> read,
            Consumer<String, String> kafkaMember,
            Member... members) {
        fixture.pollUntil(
                () -> {
                    kafkaMember
                            .poll(Duration.ofMillis(20))
                            .forEach(record ->
                                    read.add(record.topic() + "-" + record.partition() + ":" + record.value()));
                    return done.getAsBoolean();
                },
                members);
    }
}
