package dev.leat.consumer.group;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.consumer.GroupMetadata;
import dev.leat.consumer.Membership;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.PartitionControl;
import dev.leat.consumer.RebalanceListener;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The polling thread's half of membership: runs hand-overs with the application's listener, commits, and tells the loop half
 * that the application is alive.
 */
public final class GroupMembership implements Membership {
    private static final long LONGEST_SILENCE_MS = 250; // between two signs of life to the loop half

    private final GroupConfig config;
    private final GroupContext context;
    private final GroupLoop loop;
    private final GroupMetrics metrics = new GroupMetrics();
    private final TopicWatch watch;
    private final GroupOffsets offsets;
    private final AutoCommit autoCommit;
    private final HandOvers handOvers;
    private boolean subscribed;
    private @Nullable Set<String> byName; // what is subscribed to, if it is no pattern
    private volatile boolean closed;
    private long toldAliveMs;
    private @Nullable ClientException endedBy;

    /**
     * @param control what becomes of partitions that come and go
     */
    public GroupMembership(GroupConfig config, GroupContext context, PartitionControl control) {
        this.config = config;
        this.context = context;
        MemberConfig rules = MemberConfig.of(config, context.rackId(), context.requestTimeoutMs());
        loop = new GroupLoop(config.groupId(), member(rules), context.cluster(), context.wakePoller(), metrics);
        watch = new TopicWatch(context.cluster(), context.metadataMaxAgeMs(), loop::tell);
        loop.onLearning(watch::watchToo);
        offsets = new GroupOffsets(config, context, loop);
        autoCommit = new AutoCommit(config, control, this::commit, context.wakePoller());
        handOvers = new HandOvers(loop, control, autoCommit, offsets::claim, patienceMs(config, context));
        toldAliveMs = nowMs() - LONGEST_SILENCE_MS;
    }

    /** For the commit before a hand-over: the group waits for it, and will not wait for ever. */
    private static long patienceMs(GroupConfig config, GroupContext context) {
        return Math.min(context.apiTimeoutMs(), config.maxPollIntervalMs() / 2);
    }

    private GroupMember member(MemberConfig rules) {
        if (!config.consumerProtocol()) {
            return new ClassicMember(rules, Assignors.named(config.assignors()), context.backoff());
        }
        Uuid id = new Uuid(context.random().nextLong(), context.random().nextLong());
        return new ModernMember(rules, id.toString(), context.backoff());
    }

    private long nanos() {
        return context.cluster().network().clock().nanos();
    }

    private long nowMs() {
        return context.cluster().network().clock().millis();
    }

    @Override
    public void subscribe(Collection<String> topics, RebalanceListener listener) {
        Set<String> names = Set.copyOf(topics);
        if (names.isEmpty()) {
            unsubscribe();
            return;
        }
        begin(listener);
        byName = names;
        onLoop(() -> {
            watch.watch(names);
            loop.tell(new MemberEvent.Subscribed(MemberEvent.Subscription.to(names)));
        });
    }

    @Override
    public void subscribe(Pattern topics, RebalanceListener listener) {
        begin(listener);
        onLoop(() -> watch.watch(topics));
    }

    @Override
    public void subscribeByBroker(String regex, RebalanceListener listener) {
        if (!config.consumerProtocol()) {
            throw new MisuseException(
                    "only brokers of the consumer group protocol resolve patterns",
                    "set group.protocol=consumer, or subscribe with a java.util.regex.Pattern");
        }
        begin(listener);
        onLoop(() -> {
            watch.stop();
            loop.tell(new MemberEvent.Subscribed(new MemberEvent.Subscription(Set.of(), regex)));
        });
    }

    private void begin(RebalanceListener listener) {
        config.requireGroup();
        subscribed = true;
        byName = null;
        endedBy = null;
        handOvers.listener(listener);
    }

    private void onLoop(Runnable task) {
        if (!context.cluster().network().loop().isShuttingDown()) {
            context.cluster().network().loop().execute(task);
        }
    }

    @Override
    public void unsubscribe() {
        if (subscribed) {
            try {
                autoCommit.now();
                giveUpEverything();
            } finally { // the listener may throw; the partitions are gone all the same
                subscribed = false;
                byName = null;
                onLoop(watch::stop);
                loop.leave("the application has unsubscribed", false);
            }
        }
    }

    private void giveUpEverything() {
        handOvers.giveUpEverything(loop.standing().identity().epoch() < 0);
    }

    @Override
    public boolean isSubscribed() {
        return subscribed;
    }

    @Override
    public Set<String> subscription() {
        Set<String> names = byName;
        if (names != null) {
            return names;
        }
        return subscribed ? watch.topics() : Set.of();
    }

    @Override
    public void onPoll(long nowMs) {
        if (config.groupId().isEmpty()) {
            return;
        }
        if (subscribed && nowMs - toldAliveMs >= Math.min(LONGEST_SILENCE_MS, config.maxPollIntervalMs() / 4)) {
            toldAliveMs = nowMs;
            loop.tell(new MemberEvent.Polled());
        }
        MemberAction.Fail failure = handOvers.work(nowMs);
        if (failure != null && failure.forGood()) {
            endedBy = failure.failure();
        }
        if (failure != null) {
            throw failure.failure();
        }
        if (endedBy != null) {
            throw endedBy;
        }
        ClientException refusal = watch.takeRefusal(subscription());
        if (refusal != null) {
            throw refusal;
        }
        autoCommit.onPoll(nowMs);
    }

    @Override
    public CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed(Set<TopicPartition> partitions) {
        return offsets.committed(partitions);
    }

    @Override
    public CompletableFuture<@Nullable Void> commit(Map<TopicPartition, OffsetAndMetadata> progress) {
        Map<TopicPartition, OffsetAndMetadata> copy = Map.copyOf(progress); // outlives the call
        long startNanos = nanos();
        try {
            CompletableFuture<@Nullable Void> done = offsets.commit(copy, subscribed);
            return copy.isEmpty() ? done : done.whenComplete((nothing, failure) -> ended(copy, startNanos, failure));
        } catch (RuntimeException thrown) { // by a store of the application's own
            ended(copy, startNanos, thrown);
            throw thrown;
        }
    }

    private void ended(Map<TopicPartition, OffsetAndMetadata> progress, long startNanos, @Nullable Throwable failure) {
        if (failure == null) {
            metrics.committed(nanos() - startNanos);
            context.onCommitted().accept(progress);
        } else {
            metrics.commitFailed();
        }
    }

    @Override
    public GroupMetrics metrics() {
        return metrics;
    }

    @Override
    public GroupMetadata groupMetadata() {
        return offsets.committer();
    }

    @Override
    public CompletableFuture<@Nullable Void> close() {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        closed = true;
        CompletableFuture<?> committed = autoCommit.now();
        CompletableFuture<@Nullable Void> givenUp = subscribed ? givenUp() : CompletableFuture.completedFuture(null);
        onLoop(watch::close);
        return committed
                .handle((done, failure) -> null)
                .thenCompose(done -> loop.leave("the consumer is closed", true))
                .handle((done, failure) -> null)
                .thenCompose(done -> givenUp);
    }

    /** Fails with what the listener threw. */
    private CompletableFuture<@Nullable Void> givenUp() {
        try {
            giveUpEverything();
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }
}
