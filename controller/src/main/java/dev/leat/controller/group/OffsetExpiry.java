package dev.leat.controller.group;

import dev.leat.controller.group.GroupEvent.TopicsDeleted;
import dev.leat.controller.group.StoredRecord.CommittedOffset;
import dev.leat.controller.group.StoredRecord.OffsetRemoved;
import dev.leat.controller.group.TimerQueue.Timer;
import java.util.ArrayList;
import java.util.List;

/**
 * Forgets offsets that nobody needs any more, and then groups that have none (KIP-211). Retention counts from when the
 * group became empty, so a consumer that only reads seldom keeps its place; for topics that a stable consumer group does
 * not read, and for groups that never had members, it counts from the commit. Times are wall times, as they are stored.
 */
final class OffsetExpiry {
    private final Turn turn;
    private final GroupTable groups;
    private final Deletion deletion;
    private final Timer timer;

    OffsetExpiry(Turn turn, GroupTable groups, Deletion deletion) {
        this.turn = turn;
        this.groups = groups;
        this.deletion = deletion;
        this.timer = turn.timer(this::check);
    }

    /** Checks from now on, every {@code offsets.retention.check.interval.ms}. */
    void start() {
        timer.runAt(turn.nowMs() + turn.config().offsetsRetentionCheckIntervalMs());
    }

    /** Removes what was committed for topics that are gone. */
    void on(TopicsDeleted deleted) {
        for (Group group : groups.all()) {
            if (!group.is(GroupState.DEAD)) {
                List<OffsetRemoved> gone = new ArrayList<>();
                deleted.topics().forEach(topic -> collect(group, topic, gone));
                deletion.removeOffsets(group, gone, error -> {});
            }
        }
    }

    private static void collect(Group group, TopicName topic, List<OffsetRemoved> gone) {
        var offsets = group.offsets().byTopic().get(topic.name());
        if (offsets != null) {
            offsets.forEach((partition, committed) -> {
                if (topic.mayBe(committed.topicId()) && !group.offsets().isOnTheWay(topic.name(), partition)) {
                    gone.add(new OffsetRemoved(group.id(), topic.name(), partition));
                }
            });
        }
    }

    private void check() {
        groups.all().stream().filter(group -> !group.is(GroupState.DEAD)).forEach(this::check);
        start();
    }

    private void check(Group group) {
        List<OffsetRemoved> expired = new ArrayList<>();
        int[] kept = {0};
        group.offsets()
                .byTopic()
                .forEach((topic, offsets) -> offsets.forEach((partition, committed) -> {
                    if (isExpired(group, topic, committed) && !group.offsets().isOnTheWay(topic, partition)) {
                        expired.add(new OffsetRemoved(group.id(), topic, partition));
                    } else {
                        kept[0]++;
                    }
                }));
        boolean groupGoes = kept[0] == 0
                && group.is(GroupState.EMPTY)
                && group.pendingMembers().isEmpty()
                && !group.isAppending();
        if (groupGoes) {
            deletion.removeGroup(group, "offsets expired", error -> {});
        } else {
            deletion.removeOffsets(group, expired, error -> {});
        }
    }

    private boolean isExpired(Group group, String topic, CommittedOffset committed) {
        if (group.isSubscribedTo(topic)) {
            return false;
        }
        boolean hadMembers = group.protocolType() != null;
        if (!hadMembers) {
            return isPast(committed, committed.commitTimestampMs());
        }
        if (group.is(GroupState.EMPTY)) {
            return isPast(
                    committed, group.stateTimestampMs() < 0 ? committed.commitTimestampMs() : group.stateTimestampMs());
        }
        return group.is(GroupState.STABLE)
                && group.knowsSubscriptions()
                && isPast(committed, committed.commitTimestampMs());
    }

    private boolean isPast(CommittedOffset committed, long countedFromMs) {
        return committed.expireTimestampMs() == CommittedOffset.NONE
                ? turn.wallMs() - countedFromMs >= turn.config().offsetsRetentionMs()
                : turn.wallMs() >= committed.expireTimestampMs();
    }
}
