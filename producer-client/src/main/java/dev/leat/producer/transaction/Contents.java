package dev.leat.producer.transaction;

import dev.leat.producer.send.Identity;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What belongs to the open transaction, and what is still to be let in. */
final class Contents {
    private final Set<TopicPartition> partitions = new HashSet<>();
    private final Set<TopicPartition> wanted = new LinkedHashSet<>();
    private final Set<String> groups = new HashSet<>();
    private final Deque<OffsetCommit> offsets = new ArrayDeque<>();
    private boolean uncertain;

    boolean has(TopicPartition partition) {
        return partitions.contains(partition);
    }

    void add(TopicPartition partition) {
        partitions.add(partition);
    }

    void want(TopicPartition partition) {
        wanted.add(partition);
    }

    void commit(OffsetCommit commit) {
        offsets.addLast(commit);
    }

    /** The next thing to ask for before the transaction can be committed; null if there is none. */
    @Nullable
    Question next(Identity identity, boolean implicit) {
        if (!wanted.isEmpty()) {
            return new Question.AddPartitions(identity, List.copyOf(wanted));
        }
        OffsetCommit first = offsets.peekFirst();
        if (first == null) {
            return null;
        }
        String group = first.member().groupId();
        if (implicit) {
            groups.add(group);
        }
        return groups.contains(group)
                ? new Question.CommitOffsets(identity, implicit, first)
                : new Question.AddGroup(identity, group);
    }

    /** Takes note that {@code question} was answered with success. */
    void done(Question question) {
        if (question instanceof Question.AddPartitions add) {
            partitions.addAll(add.partitions());
            add.partitions().forEach(wanted::remove);
        } else if (question instanceof Question.AddGroup add) {
            groups.add(add.groupId());
        } else if (question instanceof Question.CommitOffsets commit) {
            offsets.remove(commit.commit());
        }
    }

    /** Takes note that nobody knows whether the coordinator has seen {@code question}. */
    void uncertain(Question question) {
        uncertain |= question instanceof Question.AddPartitions || question instanceof Question.AddGroup;
    }

    /** Whether the coordinator has let something in for certain. */
    boolean isOpen() {
        return !partitions.isEmpty() || !groups.isEmpty();
    }

    /** Whether the coordinator may have an open transaction. */
    boolean mayBeOpen() {
        return isOpen() || uncertain;
    }

    boolean isPending() {
        return !wanted.isEmpty() || !offsets.isEmpty();
    }

    /** Forgets what is not let in yet; returns who waits for it. */
    List<Long> dropPending() {
        List<Long> tickets = offsets.stream().map(OffsetCommit::ticket).toList();
        wanted.clear();
        offsets.clear();
        return tickets;
    }

    void clear() {
        dropPending();
        partitions.clear();
        groups.clear();
        uncertain = false;
    }
}
