package dev.leat.controller.group;

import dev.leat.controller.group.GroupEvent.Tick;
import dev.leat.controller.group.GroupEvent.TopicsDeleted;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.DeleteGroup;
import dev.leat.controller.group.GroupRequest.DeleteOffsets;
import dev.leat.controller.group.GroupRequest.Describe;
import dev.leat.controller.group.GroupRequest.FetchOffsets;
import dev.leat.controller.group.GroupRequest.Heartbeat;
import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Leave;
import dev.leat.controller.group.GroupRequest.ListGroups;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.LogEvent.AppendFailed;
import dev.leat.controller.group.LogEvent.Appended;
import dev.leat.controller.group.LogEvent.BecameLeader;
import dev.leat.controller.group.LogEvent.Committed;
import dev.leat.controller.group.LogEvent.Load;
import dev.leat.controller.group.LogEvent.Loaded;
import dev.leat.controller.group.LogEvent.Resigned;
import dev.leat.protocol.error.ErrorCode;

/**
 * Coordinates the classic groups of one partition of {@code __consumer_offsets}. Deterministic: the same events with the
 * same times and member ids give the same effects. Owned by the partition's lane; the driver's side of the contract is
 * in this package's description.
 */
public final class GroupCoordinator {
    private enum Phase {
        /** Another broker leads the partition. */
        FOLLOWING,
        LOADING,
        SERVING
    }

    private final Turn turn;
    private final GroupTable groups;
    private final Rebalance rebalance;
    private final Sessions sessions;
    private final JoinRules joins;
    private final SyncRules syncs;
    private final HeartbeatRules heartbeats;
    private final LeaveRules leaves;
    private final OffsetCommitRules commits;
    private final OffsetFetchRules fetches;
    private final Deletion deletion;
    private final OffsetExpiry expiry;
    private final GroupQueries queries;
    private Phase phase = Phase.FOLLOWING;

    /** A coordinator that leads nothing until it hears {@link BecameLeader}. */
    public GroupCoordinator(GroupConfig config, MemberIdSource memberIds) {
        turn = new Turn(config);
        rebalance = new Rebalance(turn);
        groups = new GroupTable(rebalance::progressOf);
        sessions = new Sessions(turn, rebalance, groups);
        joins = new JoinRules(turn, groups, rebalance, sessions, new StaticMembers(turn, rebalance), memberIds);
        syncs = new SyncRules(turn, groups, rebalance);
        heartbeats = new HeartbeatRules(turn, groups);
        leaves = new LeaveRules(turn, groups, rebalance, sessions);
        commits = new OffsetCommitRules(turn, groups);
        fetches = new OffsetFetchRules(turn, groups);
        deletion = new Deletion(turn, groups);
        expiry = new OffsetExpiry(turn, groups, deletion);
        queries = new GroupQueries(turn, groups);
    }

    /**
     * Handles one event and gives what follows from it to {@code sink}, in order.
     *
     * @param now read after the event came in
     */
    public void on(GroupEvent event, Moment now, EffectSink sink) {
        turn.begin(now, sink);
        if (event instanceof GroupRequest<?> request) {
            onRequest(request);
        } else if (event instanceof LogEvent news) {
            onLog(news);
        } else if (event instanceof TopicsDeleted deleted) {
            if (phase == Phase.SERVING) {
                expiry.on(deleted);
            }
        } else if (event instanceof Tick) {
            turn.appends().timeOut(now.monotonicMs());
            turn.timers().runDue(now.monotonicMs());
        } else {
            throw new AssertionError(event);
        }
    }

    /**
     * When a {@link Tick} is due on the monotonic clock, {@link Long#MAX_VALUE} if none is; ask again after every event.
     * A tick that comes early does no harm.
     */
    public long nextDeadlineMs() {
        return Math.min(turn.timers().nextDueMs(), turn.appends().nextDeadlineMs());
    }

    private void onRequest(GroupRequest<?> request) {
        switch (phase) {
            case FOLLOWING -> turn.fail(request, ErrorCode.NOT_COORDINATOR);
            case LOADING -> refuseWhileLoading(request);
            case SERVING -> serve(request);
        }
    }

    /** A heartbeat is taken as heard: every session starts anew after loading, and an error would cost a rebalance. */
    private void refuseWhileLoading(GroupRequest<?> request) {
        boolean heartbeat = request instanceof Heartbeat;
        turn.fail(request, heartbeat ? ErrorCode.NONE : ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    }

    private void serve(GroupRequest<?> request) {
        if (request instanceof Heartbeat heartbeat) {
            heartbeats.on(heartbeat);
        } else if (request instanceof CommitOffsets commit) {
            commits.on(commit);
        } else if (request instanceof FetchOffsets fetch) {
            fetches.on(fetch);
        } else if (request instanceof Join join) {
            joins.on(join);
        } else if (request instanceof Sync sync) {
            syncs.on(sync);
        } else if (request instanceof Leave leave) {
            leaves.on(leave);
        } else if (request instanceof Describe describe) {
            queries.on(describe);
        } else if (request instanceof ListGroups list) {
            queries.on(list);
        } else if (request instanceof DeleteOffsets delete) {
            deletion.on(delete);
        } else if (request instanceof DeleteGroup delete) {
            deletion.on(delete);
        } else {
            throw new AssertionError(request);
        }
    }

    private void onLog(LogEvent news) {
        if (news instanceof BecameLeader leader) {
            if (leader.leaderEpoch() > turn.leaderEpoch()) {
                beginLoading(leader.leaderEpoch());
            }
        } else if (news.leaderEpoch() == turn.leaderEpoch() && phase != Phase.FOLLOWING) {
            onOwnLog(news);
        } // else it speaks of another leader's time
    }

    private void onOwnLog(LogEvent news) {
        if (news instanceof Appended appended) {
            turn.appends().appended(appended.appendId(), appended.lastOffset());
        } else if (news instanceof Committed committed) {
            turn.appends().committed(committed.highWatermark());
        } else if (news instanceof AppendFailed failed) {
            turn.appends().failed(failed.appendId(), failed.error());
        } else if (news instanceof Load load) {
            load.records().forEach(groups::replay);
        } else if (news instanceof Loaded) {
            beginServing();
        } else if (news instanceof Resigned) {
            resign();
        } else {
            throw new AssertionError(news);
        }
    }

    private void beginLoading(int leaderEpoch) {
        resign();
        turn.lead(leaderEpoch);
        phase = Phase.LOADING;
    }

    private void beginServing() {
        phase = Phase.SERVING;
        for (Group group : groups.all()) {
            group.roster().all().forEach(member -> sessions.watchRestored(group, member));
            if (group.roster().size() > turn.config().maxSize()) {
                rebalance.memberChanged(group, "loaded with more members than group.max.size");
            }
        }
        expiry.start();
    }

    /** Answers all that wait and forgets everything: the next leader reads it from the log. */
    private void resign() {
        phase = Phase.FOLLOWING;
        turn.appends().abandon();
        for (Group group : groups.all()) {
            for (Member member : group.roster().all()) {
                rebalance.failJoin(group, member, ErrorCode.NOT_COORDINATOR);
                rebalance.failSync(member, ErrorCode.NOT_COORDINATOR);
            }
        }
        groups.clear();
        turn.timers().clear();
    }
}
