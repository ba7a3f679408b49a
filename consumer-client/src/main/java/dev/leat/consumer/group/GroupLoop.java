package dev.leat.consumer.group;

import dev.leat.base.Scheduler.Timer;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.CoordinatorType;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a member's rules on the client's event loop: sends what they ask for, wakes them in time, and passes what
 * concerns the application on to the polling thread.
 */
final class GroupLoop {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);

    private final String groupId;
    private final GroupMember member;
    private final Cluster cluster;
    private final EventExecutor loop;
    private final TopicLookup topics;
    private final PollerTasks toPoller;
    private final GroupMetrics metrics;
    private Consumer<Set<String>> onLearning = topics -> {};
    private volatile Standing standing = Standing.OUTSIDE;
    private CompletableFuture<?> leaving = CompletableFuture.completedFuture(null);
    private @Nullable Timer timer;
    private long timerAtMs = GroupMember.NEVER;
    private boolean refused; // by what the event at hand has brought
    private boolean closed;

    /**
     * The member as other threads see it.
     *
     * @param owned what it may read, as of the last rebalance
     */
    record Standing(MemberAction.Identity identity, Set<TopicPartition> owned) {
        static final Standing OUTSIDE = new Standing(MemberAction.Identity.NONE, Set.of());

        Standing {
            owned = Set.copyOf(owned);
        }
    }

    GroupLoop(String groupId, GroupMember member, Cluster cluster, Runnable wakePoller, GroupMetrics metrics) {
        this.groupId = groupId;
        this.member = member;
        this.cluster = cluster;
        this.metrics = metrics;
        toPoller = new PollerTasks(wakePoller);
        loop = cluster.network().loop();
        topics = new TopicLookup(cluster);
    }

    Standing standing() {
        return standing;
    }

    /** Tells {@code listener} which topics the group reads, whenever the member leads it. */
    void onLearning(Consumer<Set<String>> listener) {
        onLearning = listener;
    }

    /** The next hand-over or failure for the polling thread; null if there is none. Polling thread. */
    @Nullable
    MemberAction pollerTask() {
        return toPoller.poll();
    }

    /** Any thread. Always through the loop's queue, so that the rules finish one event before the next. */
    void tell(MemberEvent event) {
        execute(() -> on(event));
    }

    /**
     * Tells that the application is out of the group, and forgets what was asked of the polling thread. Polling thread.
     *
     * @return done once the coordinator knows, or cannot be told
     */
    CompletableFuture<?> leave(String reason, boolean forGood) {
        toPoller.leave();
        CompletableFuture<Object> done = new CompletableFuture<>();
        boolean queued = execute(() -> {
            toPoller.hasLeft();
            on(new MemberEvent.Unsubscribed(reason));
            closed |= forGood;
            leaving.whenComplete((answer, failure) -> done.complete(null));
        });
        if (!queued) {
            done.complete(null);
        }
        return done;
    }

    private boolean execute(Runnable task) {
        if (loop.isShuttingDown()) {
            return false;
        }
        loop.execute(task);
        return true;
    }

    private void on(MemberEvent event) {
        if (closed) {
            return;
        }
        refused = false;
        member.on(event, nowMs(), this::act);
        count(event, standing.identity().epoch(), member.identity().epoch());
        if (!standing.identity().equals(member.identity()) || !standing.owned().equals(member.owned())) {
            Standing next = new Standing(member.identity(), member.owned());
            log(standing, next);
            standing = next;
        }
        setTimer();
    }

    /** @param from epoch before {@code event}, and {@code to} after it; -1 outside of the group */
    private void count(MemberEvent event, int from, int to) {
        if (to >= 0 && to != from) {
            metrics.rebalanced();
        }
        boolean fellOut = from >= 0 && to < 0 && !(event instanceof MemberEvent.Unsubscribed);
        if (fellOut || refused) {
            metrics.rebalanceFailed();
        }
    }

    private void log(Standing from, Standing to) {
        LOG.info(
                "group {}: member '{}', generation {} (before: {}), has {}",
                groupId,
                to.identity().memberId(),
                to.identity().epoch(),
                from.identity().epoch(),
                to.owned());
    }

    private long nowMs() {
        return cluster.network().clock().millis();
    }

    private void setTimer() {
        long atMs = member.wakeAtMs();
        if (atMs == timerAtMs) {
            return;
        }
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        timerAtMs = atMs;
        if (atMs != GroupMember.NEVER) {
            timer = cluster.network().scheduler().schedule(Math.max(1, atMs - nowMs()), this::onTimer);
        }
    }

    private void onTimer() {
        timer = null;
        timerAtMs = GroupMember.NEVER;
        on(new MemberEvent.Tick());
    }

    private void act(MemberAction action) {
        if (action instanceof MemberAction.Send send) {
            send(send);
        } else if (action instanceof MemberAction.Leave leave) {
            LOG.info("group {}: member '{}' leaves: {}", groupId, leave.memberId(), leave.reason());
            leaving = cluster.toCoordinator(groupId, GroupCalls.leave(groupId, leave));
        } else if (action instanceof MemberAction.ForgetCoordinator) {
            forgetCoordinator();
        } else if (action instanceof MemberAction.LearnTopics learn) {
            learn(learn);
        } else if (action instanceof MemberAction.LearnTopicIds learn) {
            learnIds(learn.topicIds(), 1);
        } else {
            refused |= action instanceof MemberAction.Fail;
            toPoller.add(action);
        }
    }

    void forgetCoordinator() {
        cluster.forgetCoordinator(CoordinatorType.GROUP, groupId);
    }

    private void send(MemberAction.Send send) {
        CompletableFuture<?> answer = cluster.toCoordinator(groupId, GroupCalls.of(send))
                .whenComplete((response, failure) -> {
                    if (failure == null && GroupCalls.isHeartbeat(send)) {
                        metrics.heartbeatAnswered(nowMs());
                    }
                    tell(
                            failure == null
                                    ? new MemberEvent.Answered(send.attempt(), response)
                                    : new MemberEvent.Unanswered(send.attempt(), GroupCalls.failure(send, failure)));
                });
        if (send.isLast()) {
            leaving = answer;
        }
    }

    private void learn(MemberAction.LearnTopics learn) {
        onLearning.accept(learn.topics());
        topics.byName(learn.topics())
                .whenComplete((found, failure) -> tell(
                        failure == null
                                ? new MemberEvent.TopicsLearnt(learn.attempt(), found.partitionCounts())
                                : new MemberEvent.Unanswered(learn.attempt(), ClientErrors.from(failure))));
    }

    private void learnIds(Set<Uuid> ids, int tries) {
        topics.byId(ids).whenComplete((found, failure) -> {
            Map<Uuid, String> names = failure == null ? found.names() : Map.of();
            Map<String, Integer> counts = failure == null ? found.partitionCounts() : Map.of();
            Set<Uuid> missing =
                    ids.stream().filter(id -> !names.containsKey(id)).collect(Collectors.toSet());
            if (!missing.isEmpty() && !closed) { // not known to that broker yet, or nobody could be asked
                cluster.afterPause(tries, () -> execute(() -> learnIds(missing, tries + 1)));
            }
            tell(new MemberEvent.TopicsChanged(counts, names));
        });
    }
}
