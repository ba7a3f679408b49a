package dev.leat.controller.group;

import dev.leat.controller.group.GroupReply.DeleteOffsetsReply;
import dev.leat.controller.group.GroupReply.PartitionResult;
import dev.leat.controller.group.GroupReply.TopicResult;
import dev.leat.controller.group.GroupRequest.DeleteGroup;
import dev.leat.controller.group.GroupRequest.DeleteOffsets;
import dev.leat.controller.group.GroupRequest.TopicPartitions;
import dev.leat.controller.group.StoredRecord.GroupRemoved;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Removes offsets and whole groups by tombstones; what a tombstone removes is gone once it is committed. */
final class Deletion {
    private final Turn turn;
    private final GroupTable groups;

    Deletion(Turn turn, GroupTable groups) {
        this.turn = turn;
        this.groups = groups;
    }

    void on(DeleteOffsets delete) {
        Group group = groups.find(delete.groupId());
        ErrorCode error = refusal(group, delete);
        if (group == null || error != ErrorCode.NONE) {
            turn.fail(delete, error);
            return;
        }
        List<OffsetRemoved> tombstones = new ArrayList<>();
        List<TopicResult> results = new ArrayList<>(delete.topics().size());
        for (TopicPartitions topic : delete.topics()) {
            String name = topic.topic().name();
            boolean subscribed = group.isSubscribedTo(name);
            List<PartitionResult> partitions =
                    new ArrayList<>(topic.partitions().size());
            for (int partition : topic.partitions()) {
                if (!subscribed && group.offsets().knows(name, partition)) {
                    tombstones.add(new OffsetRemoved(group.id(), name, partition));
                }
                partitions.add(new PartitionResult(
                        partition, subscribed ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE));
            }
            results.add(new TopicResult(topic.topic(), partitions));
        }
        DeleteOffsetsReply success = new DeleteOffsetsReply(ErrorCode.NONE, results);
        removeOffsets(
                group,
                tombstones,
                failure -> turn.reply(
                        delete, failure == ErrorCode.NONE ? success : delete.failed(AppendErrors.forGroup(failure))));
    }

    private static ErrorCode refusal(@Nullable Group group, DeleteOffsets delete) {
        if (delete.groupId().isEmpty()) {
            return ErrorCode.INVALID_GROUP_ID;
        }
        if (group == null || group.is(GroupState.DEAD)) {
            return ErrorCode.GROUP_ID_NOT_FOUND;
        }
        return group.is(GroupState.EMPTY) || group.isConsumerGroup() ? ErrorCode.NONE : ErrorCode.NON_EMPTY_GROUP;
    }

    void on(DeleteGroup delete) {
        Group group = groups.find(delete.groupId());
        if (group == null || group.is(GroupState.DEAD)) {
            turn.fail(delete, ErrorCode.GROUP_ID_NOT_FOUND);
        } else if (!group.is(GroupState.EMPTY)) {
            turn.fail(delete, ErrorCode.NON_EMPTY_GROUP);
        } else {
            removeGroup(group, "deleted by request", failure -> turn.fail(delete, AppendErrors.forGroup(failure)));
        }
    }

    /**
     * Appends {@code tombstones} and applies them when they are committed.
     *
     * @param done told once: NONE when committed, or without tombstones at once; else the append's error
     */
    void removeOffsets(Group group, List<OffsetRemoved> tombstones, Consumer<ErrorCode> done) {
        if (tombstones.isEmpty()) {
            done.accept(ErrorCode.NONE);
            return;
        }
        turn.append(group, List.copyOf(tombstones), new Removing(done) {
            @Override
            void apply() {
                tombstones.forEach(group.offsets()::apply);
                groups.dropIfUnused(group);
            }

            @Override
            void revert() {}
        });
    }

    /** Removes an empty group and all it has committed; until that is decided the group is DEAD. */
    void removeGroup(Group group, String reason, Consumer<ErrorCode> done) {
        List<StoredRecord> tombstones = new ArrayList<>();
        group.offsets()
                .known()
                .forEach((topic, partitions) -> partitions.forEach(
                        partition -> tombstones.add(new OffsetRemoved(group.id(), topic, partition))));
        tombstones.add(new GroupRemoved(group.id()));
        group.pendingMembers().values().forEach(TimerQueue.Timer::cancel);
        group.pendingMembers().clear();
        turn.transition(group, GroupState.DEAD, reason);
        turn.append(group, tombstones, new Removing(done) {
            @Override
            void apply() {
                groups.remove(group);
            }

            @Override
            void revert() {
                turn.transition(group, GroupState.EMPTY, "tombstones not written");
            }
        });
    }

    /** Tombstones on their way to the log, and one who is told of them once. */
    private abstract static class Removing implements PendingAppends.Outcome {
        private final Consumer<ErrorCode> done;
        private boolean told;

        private Removing(Consumer<ErrorCode> done) {
            this.done = done;
        }

        abstract void apply();

        abstract void revert();

        @Override
        public void committed() {
            apply();
            tell(ErrorCode.NONE);
        }

        @Override
        public void failed(ErrorCode error) {
            revert();
            tell(error);
        }

        @Override
        public void undecided(ErrorCode error) {
            tell(error);
        }

        private void tell(ErrorCode error) {
            if (!told) {
                told = true;
                done.accept(error);
            }
        }
    }
}
