package dev.leat.integration.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.protocol.model.TopicPartition;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the members of a group have held, read and committed, each entry held against those of before. Topics are without
 * gaps and groups begin at offset 0. Not thread-safe: one thread polls all members.
 */
final class GroupLedger {
    /** So many generations from the latest known one on may be given again: that one itself, and one that has just begun. */
    private static final int DOUBTFUL = 2;

    private final String history;
    private final Map<Claim, String> owners = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Set<Long>> asked = new HashMap<>();
    private final Map<Tenure, Long> floors = new HashMap<>();
    private final Map<Tenure, Long> expected = new HashMap<>();
    private final Map<TopicPartition, BitSet> seen = new HashMap<>();
    private int tenures;
    private int latest; // of all generations that a member believed in
    private int trustedFrom; // the first generation whose number means one generation

    /** Whose a partition is in a generation: never two members'. */
    private record Claim(int generation, TopicPartition partition) {}

    /** A member's time with a partition, from assigned to revoked or lost. */
    private record Tenure(String member, TopicPartition partition) {}

    /** @param history names what is recorded, as a failure says it */
    GroupLedger(String history) {
        this.history = history;
    }

    /** {@code member} has been given partitions: whatever was acknowledged until now lies behind it. */
    void begins(String member, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Tenure tenure = new Tenure(member, partition);
            floors.put(tenure, committed.getOrDefault(partition, 0L));
            expected.remove(tenure);
            tenures++;
        }
    }

    /** {@code member} has these partitions in that generation; below 0 it knows that the group goes on without it. */
    void holds(String member, int generation, Collection<TopicPartition> partitions) {
        latest = Math.max(latest, generation);
        for (TopicPartition partition : generation < trustedFrom ? Set.<TopicPartition>of() : partitions) {
            String owner = owners.putIfAbsent(new Claim(generation, partition), member);
            assertThat(owner == null ? member : owner)
                    .as("%s: who has %s in generation %s", history, partition, generation)
                    .isEqualTo(member);
        }
    }

    /**
     * The coordinator starts again: it has forgotten generations that were not complete, and gives their numbers anew while
     * members still believe in the old ones.
     */
    void forgetsGenerations() {
        trustedFrom = latest + DOUBTFUL;
    }

    boolean trustsLatestGeneration() {
        return latest >= trustedFrom;
    }

    int latestGeneration() {
        return latest;
    }

    void reads(String member, TopicPartition partition, long offset) {
        Tenure tenure = new Tenure(member, partition);
        Long next = expected.put(tenure, offset + 1);
        if (next != null) {
            assertThat(offset)
                    .as("%s: %s goes on reading %s", history, member, partition)
                    .isEqualTo(next);
        } else {
            assertThat(offset)
                    .as("%s: %s begins %s at what was committed last, or asked to be", history, member, partition)
                    .isGreaterThanOrEqualTo(floors.getOrDefault(tenure, Long.MAX_VALUE))
                    .satisfiesAnyOf(
                            from -> assertThat(from).isZero(),
                            from -> assertThat(asked.getOrDefault(partition, Set.of()))
                                    .contains(from));
        }
        seen.computeIfAbsent(partition, any -> new BitSet()).set((int) offset);
    }

    /** A commit is on its way: from now on it may take effect. */
    void asks(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) ->
                asked.computeIfAbsent(partition, any -> new HashSet<>()).add(offset.offset()));
    }

    /** A commit has taken effect just now: nothing that is committed later may have been overtaken by it. */
    void commits(String member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> assertThat(offset.offset())
                .as("%s: %s has the right to commit %s", history, member, partition)
                .isGreaterThanOrEqualTo(committed.getOrDefault(partition, 0L)));
        haveCommitted(offsets);
    }

    /** A commit took effect some time ago. */
    void haveCommitted(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.merge(partition, offset.offset(), Math::max));
    }

    /** How many different records of all partitions have been read. */
    int seen() {
        return seen.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    Map<TopicPartition, Long> committed() {
        return committed;
    }

    /** How often a partition was given to a member, to see that something happened at all. */
    int tenures() {
        return tenures;
    }
}
