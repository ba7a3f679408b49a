package dev.leat.consumer.group;

import dev.leat.controller.group.EffectSink;
import dev.leat.controller.group.GroupConfig;
import dev.leat.controller.group.GroupCoordinator;
import dev.leat.controller.group.GroupEvent;
import dev.leat.controller.group.GroupLimit;
import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.PartitionCommit;
import dev.leat.controller.group.GroupRequest.TopicCommits;
import dev.leat.controller.group.GroupState;
import dev.leat.controller.group.LogEvent;
import dev.leat.controller.group.Moment;
import dev.leat.controller.group.ReplyTo;
import dev.leat.controller.group.StoredRecord;
import dev.leat.controller.group.TopicName;
import dev.leat.controller.group.api.HeartbeatApi;
import dev.leat.controller.group.api.JoinGroupApi;
import dev.leat.controller.group.api.LeaveGroupApi;
import dev.leat.controller.group.api.SyncGroupApi;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.HeartbeatRequest;
import dev.leat.protocol.message.JoinGroupRequest;
import dev.leat.protocol.message.LeaveGroupRequest;
import dev.leat.protocol.message.SyncGroupRequest;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The broker's own coordinator, without a network, with a log that is committed at once. */
final class SimulatedCoordinator implements SimulatedBroker, EffectSink {
    static final String GROUP = "group";
    private static final GroupConfig CONFIG =
            new GroupConfig(6_000, 1_800_000, Integer.MAX_VALUE, 10_000, 500, 60_000, 4_096, 1L << 40, 1L << 40, 5_000);

    private record Reply<R extends GroupReply>(Consumer<R> then) implements ReplyTo<R> {}

    private record Append(long id, int epoch, List<StoredRecord> records) {}

    private final List<StoredRecord> log = new ArrayList<>();
    private final ArrayDeque<Append> appends = new ArrayDeque<>();
    private GroupCoordinator coordinator = newCoordinator();
    private int memberIds;
    private int leaderEpoch;
    private long nowMs;

    SimulatedCoordinator() {
        lead();
    }

    private GroupCoordinator newCoordinator() {
        return new GroupCoordinator(CONFIG, prefix -> prefix + "-" + ++memberIds);
    }

    /** Another broker takes over with what is in the log: whoever waits for an answer gets none. */
    @Override
    public void move() {
        coordinator = newCoordinator();
        lead();
    }

    private void lead() {
        appends.clear();
        leaderEpoch++;
        on(new LogEvent.BecameLeader(leaderEpoch));
        on(new LogEvent.Load(leaderEpoch, log));
        on(new LogEvent.Loaded(leaderEpoch));
        on(new LogEvent.Committed(leaderEpoch, log.size()));
    }

    @Override
    public void advanceTo(long timeMs) {
        while (coordinator.nextDeadlineMs() <= timeMs) {
            nowMs = Math.max(nowMs, coordinator.nextDeadlineMs());
            on(new GroupEvent.Tick());
        }
        nowMs = timeMs;
    }

    @Override
    public void ask(ApiRequest request, Consumer<ApiResponse> then) {
        if (request instanceof JoinGroupRequest join) {
            on(JoinGroupApi.request(
                    join,
                    (short) 9,
                    "client",
                    "/host",
                    new Reply<>(reply -> then.accept(JoinGroupApi.response(reply, (short) 9)))));
        } else if (request instanceof SyncGroupRequest sync) {
            on(SyncGroupApi.request(sync, (short) 5, new Reply<>(reply -> then.accept(SyncGroupApi.response(reply)))));
        } else if (request instanceof HeartbeatRequest heartbeat) {
            on(HeartbeatApi.request(heartbeat, new Reply<>(reply -> then.accept(HeartbeatApi.response(reply)))));
        } else {
            throw new AssertionError(request);
        }
    }

    @Override
    public void leave(MemberAction.Leave leave) {
        LeaveGroupRequest request = LeaveGroupRequest.builder()
                .groupId(GROUP)
                .members(List.of(LeaveGroupRequest.MemberIdentity.builder()
                        .memberId(leave.memberId())
                        .reason(leave.reason())
                        .build()))
                .build();
        on(LeaveGroupApi.request(request, (short) 5, new Reply<>(reply -> {})));
    }

    @Override
    public void commit(
            MemberAction.Identity identity,
            String instanceId,
            TopicPartition partition,
            long offset,
            Consumer<ErrorCode> then) {
        on(new CommitOffsets(
                new Reply<>(reply ->
                        then.accept(reply.topics().get(0).partitions().get(0).error())),
                GROUP,
                identity.epoch(),
                identity.memberId(),
                instanceId.isEmpty() ? null : instanceId,
                CommitOffsets.BROKER_RETENTION,
                List.of(new TopicCommits(
                        new TopicName(partition.topic(), Uuid.ZERO),
                        List.of(new PartitionCommit(partition.partition(), offset, -1, ""))))));
    }

    /** Generations of this protocol tell by themselves. */
    @Override
    public boolean protects(MemberAction.Identity identity) {
        return identity.epoch() >= 0;
    }

    private void on(GroupEvent event) {
        coordinator.on(event, new Moment(nowMs, nowMs), this);
        while (!appends.isEmpty()) {
            Append append = appends.remove();
            log.addAll(append.records());
            coordinator.on(
                    new LogEvent.Appended(append.epoch(), append.id(), log.size() - 1L),
                    new Moment(nowMs, nowMs),
                    this);
            coordinator.on(new LogEvent.Committed(append.epoch(), log.size()), new Moment(nowMs, nowMs), this);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // every reply in this class is made here
    public <R extends GroupReply> void reply(ReplyTo<R> to, R reply) {
        ((Reply<R>) to).then().accept(reply);
    }

    @Override
    public void append(long appendId, int epoch, List<StoredRecord> records) {
        appends.add(new Append(appendId, epoch, records));
    }

    @Override
    public void turnedAway(GroupLimit limit) {}

    @Override
    public void transitioned(String groupId, int generationId, GroupState from, GroupState to, String reason) {}
}
