package dev.leat.cli.consume;

import dev.leat.cli.group.GroupMember;
import dev.leat.protocol.model.TopicPartition;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Consumes what a group gives this member: positions are stored after the records were written out, every few seconds, when
 * partitions change hands, and at the end; so a record may come twice after a crash, but none is missed. Main thread only.
 */
final class GroupRun {
    private static final long COMMIT_INTERVAL_NANOS = 5_000_000_000L;

    private final GroupMember member;
    private final ConsumeLoop loop;
    private final Function<Collection<TopicPartition>, Map<TopicPartition, Long>> starts;
    private final BooleanSupplier done;

    /**
     * @param starts where to begin in partitions for which the group has no position
     * @param done whether to end
     */
    GroupRun(
            GroupMember member,
            ConsumeLoop loop,
            Function<Collection<TopicPartition>, Map<TopicPartition, Long>> starts,
            BooleanSupplier done) {
        this.member = member;
        this.loop = loop;
        this.starts = starts;
        this.done = done;
    }

    /** Joins, consumes, and leaves, also after a failure. */
    void run() throws IOException, InterruptedException {
        try {
            do {
                loop.assign(positions(member.join()));
                consumeAsMember();
            } while (!done.getAsBoolean());
        } finally {
            member.leave();
        }
    }

    private void consumeAsMember() throws IOException, InterruptedException {
        while (member.isMember() && !done.getAsBoolean()) {
            long begunNanos = System.nanoTime();
            while (member.isMember()
                    && !done.getAsBoolean()
                    && System.nanoTime() - begunNanos < COMMIT_INTERVAL_NANOS) {
                loop.step();
            }
            member.commit(loop.positions());
        }
    }

    private Map<TopicPartition, Long> positions(List<TopicPartition> mine) {
        Map<TopicPartition, Long> positions = new LinkedHashMap<>(member.committed(mine));
        List<TopicPartition> without =
                mine.stream().filter(each -> !positions.containsKey(each)).toList();
        positions.putAll(starts.apply(without));
        return positions;
    }
}
