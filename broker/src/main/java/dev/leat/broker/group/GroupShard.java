package dev.leat.broker.group;

import dev.leat.base.Scheduler;
import dev.leat.broker.lane.Lane;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.PartitionObserver;
import dev.leat.controller.group.EffectSink;
import dev.leat.controller.group.GroupCoordinator;
import dev.leat.controller.group.GroupEvent;
import dev.leat.controller.group.GroupLimit;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupState;
import dev.leat.controller.group.LogEvent;
import dev.leat.controller.group.ReplyTo;
import dev.leat.controller.group.StoredRecord;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.storage.log.PartitionLog;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator of the groups on one partition of {@code __consumer_offsets}, driven on that partition's lane: events
 * in, effects out. What an effect leads to comes back as an event of its own, never while the coordinator is at work.
 */
final class GroupShard implements PartitionObserver, EffectSink {
    private static final Logger LOG = LoggerFactory.getLogger(GroupShard.class);
    private static final long TICK_RETRY_MS = 10;

    private final Lane lane;
    private final GroupServices services;
    private final GroupCoordinator coordinator;
    private final ArrayDeque<GroupEvent> events = new ArrayDeque<>();
    private boolean atWork;
    private @Nullable Partition partition;
    private Scheduler.@Nullable Timer tick;
    private long tickDueMs = Long.MAX_VALUE;

    GroupShard(Lane lane, GroupServices services) {
        this.lane = lane;
        this.services = services;
        this.coordinator = new GroupCoordinator(services.config(), services.memberIds());
    }

    Lane lane() {
        return lane;
    }

    /** Has the coordinator handle {@code event}, after those that came before; on the lane. */
    void deliver(GroupEvent event) {
        events.add(event);
        if (atWork) {
            return;
        }
        atWork = true;
        try {
            for (GroupEvent next = events.poll(); next != null; next = events.poll()) {
                coordinator.on(next, services.now(), this);
            }
        } finally {
            atWork = false;
        }
        scheduleTick();
    }

    private void scheduleTick() {
        long dueMs = coordinator.nextDeadlineMs();
        if (dueMs == tickDueMs) {
            return;
        }
        if (tick != null) {
            tick.cancel();
            tick = null;
        }
        tickDueMs = dueMs;
        if (dueMs != Long.MAX_VALUE) {
            tick = lane.schedule(Math.max(0, dueMs - services.monotonic().millis()), this::onTick);
        }
    }

    private void onTick() {
        tick = null;
        tickDueMs = Long.MAX_VALUE;
        try {
            lane.execute(() -> deliver(new GroupEvent.Tick())); // behind heartbeats that wait already: they count first
        } catch (RejectedExecutionException overloaded) {
            tick = lane.schedule(TICK_RETRY_MS, this::onTick); // never runs if the lane stops
        }
    }

    @Override
    public void becameLeader(Partition led, PartitionLog log, int leaderEpoch) {
        partition = led;
        deliver(new LogEvent.BecameLeader(leaderEpoch));
        new GroupLoading(this, led, log, leaderEpoch, services.allocator()).start();
    }

    @Override
    public void committed(int leaderEpoch, long highWatermark) {
        deliver(new LogEvent.Committed(leaderEpoch, highWatermark));
    }

    @Override
    public void resigned(int leaderEpoch) {
        deliver(new LogEvent.Resigned(leaderEpoch));
    }

    @Override
    @SuppressWarnings("unchecked") // every ReplyTo that goes in is a PendingReply of the same kind
    public <R extends GroupReply> void reply(ReplyTo<R> to, R reply) {
        countLimits(reply);
        ((PendingReply<R>) to).then().accept(reply);
    }

    private void countLimits(GroupReply reply) {
        if (reply instanceof GroupReply.CommitReply commit
                && commit.topics().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .anyMatch(partition -> partition.error() == ErrorCode.OFFSET_METADATA_TOO_LARGE)) {
            services.limits().increment(Limit.OFFSET_METADATA_BYTES);
        }
    }

    @Override
    public void turnedAway(GroupLimit limit) {
        services.limits().increment(limit == GroupLimit.MEMBERS ? Limit.GROUP_SIZE : Limit.PENDING_MEMBERS);
    }

    @Override
    public void append(long appendId, int leaderEpoch, List<StoredRecord> records) {
        Partition target = java.util.Objects.requireNonNull(partition, "only a leader appends");
        new GroupAppend(this, target, appendId, leaderEpoch).start(records, services);
    }

    @Override
    public void transitioned(String groupId, int generationId, GroupState from, GroupState to, String reason) {
        LOG.info("group {} generation {} {}->{}: {}", groupId, generationId, from, to, reason);
    }
}
