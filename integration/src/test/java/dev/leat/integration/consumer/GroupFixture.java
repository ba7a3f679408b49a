package dev.leat.integration.consumer;

import dev.leat.client.serde.Serdes;
import dev.leat.consumer.Consumer;
import dev.leat.consumer.OffsetStore;
import dev.leat.consumer.RebalanceListener;
import dev.leat.consumer.RecordView;
import dev.leat.integration.clients.TestCluster;
import dev.leat.protocol.model.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Members of one group. */
final class GroupFixture implements AutoCloseable {
    final Fixture records;
    final String group = "group-" + UUID.randomUUID();
    private final List<Member> open = new ArrayList<>();

    GroupFixture(TestCluster cluster) {
        records = new Fixture(cluster);
    }

    /** How a member differs from Kafka's defaults. */
    record Options(
            List<String> assignors,
            @Nullable String instanceId,
            boolean consumerProtocol,
            int maxPollIntervalMs,
            boolean autoCommit,
            @Nullable OffsetStore store,
            Map<String, Object> others) {
        static Options with(String... assignors) {
            return new Options(List.of(assignors), null, false, 300_000, true, null, Map.of());
        }

        static Options modern() {
            return new Options(List.of("range"), null, true, 300_000, true, null, Map.of());
        }

        Options named(String instance) {
            return new Options(assignors, instance, consumerProtocol, maxPollIntervalMs, autoCommit, store, others);
        }

        Options maxPoll(int ms) {
            return new Options(assignors, instanceId, consumerProtocol, ms, autoCommit, store, others);
        }

        Options manual() {
            return new Options(assignors, instanceId, consumerProtocol, maxPollIntervalMs, false, store, others);
        }

        /** With settings that have no word of their own here. */
        Options and(Map<String, Object> settings) {
            return new Options(assignors, instanceId, consumerProtocol, maxPollIntervalMs, autoCommit, store, settings);
        }

        Options storedIn(OffsetStore other) {
            return new Options(assignors, instanceId, consumerProtocol, maxPollIntervalMs, false, other, others);
        }
    }

    /** A member, what its listener heard, and what it has read. */
    final class Member implements RebalanceListener {
        final Consumer<String, String> consumer;
        final List<String> heard = new ArrayList<>();
        final Set<TopicPartition> assigned = new HashSet<>();
        final List<String> read = new ArrayList<>();

        Member(Options options) {
            Map<String, Object> settings = records.settings(Map.of(
                    "auto.offset.reset",
                    "earliest",
                    "group.id",
                    group,
                    "group.protocol",
                    options.consumerProtocol ? "consumer" : "classic",
                    "partition.assignment.strategy",
                    options.assignors,
                    "session.timeout.ms",
                    30_000,
                    "heartbeat.interval.ms",
                    300,
                    "max.poll.interval.ms",
                    options.maxPollIntervalMs,
                    "enable.auto.commit",
                    options.autoCommit,
                    "auto.commit.interval.ms",
                    200,
                    "default.api.timeout.ms",
                    30_000));
            if (options.instanceId != null) {
                settings.put("group.instance.id", options.instanceId);
            }
            if (options.store != null) {
                settings.put("offset.store", options.store);
            }
            settings.putAll(options.others);
            consumer = Consumer.create(
                    settings, Serdes.string().deserializer(), Serdes.string().deserializer());
            open.add(this);
        }

        Member subscribe(String... topics) {
            consumer.subscribe(List.of(topics), this);
            return this;
        }

        void poll() {
            for (RecordView<String, String> view : consumer.poll(Duration.ofMillis(20))) {
                read.add(view.topic() + "-" + view.partition() + ":" + view.value());
            }
        }

        @Override
        public void onRevoked(Collection<TopicPartition> partitions) {
            heard.add("revoked " + partitions.size());
            assigned.removeAll(partitions);
        }

        @Override
        public void onAssigned(Collection<TopicPartition> partitions) {
            heard.add("assigned " + partitions.size());
            assigned.addAll(partitions);
        }

        @Override
        public void onLost(Collection<TopicPartition> partitions) {
            heard.add("lost " + partitions.size());
            assigned.removeAll(partitions);
        }

        void close() {
            open.remove(this);
            consumer.close();
        }
    }

    Member member(Options options) {
        return new Member(options);
    }

    /** Polls all of {@code members} in turn until {@code done}; no partition is ever held by two of them. */
    void pollUntil(BooleanSupplier done, Member... members) {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            for (Member member : members) {
                member.poll();
            }
            if (System.nanoTime() - start > Fixture.DEADLINE.toNanos()) {
                StringBuilder state = new StringBuilder("not in time:");
                for (Member member : members) {
                    state.append(' ').append(member.heard).append(" read ").append(member.read.size());
                }
                throw new AssertionError(state.toString());
            }
        }
    }

    static int assigned(Member... members) {
        int sum = 0;
        for (Member member : members) {
            sum += member.assigned.size();
        }
        return sum;
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(Member::close);
        records.close();
    }
}
