package dev.leat.consumer.fetch;

import dev.leat.base.WallClock;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.metadata.TopicView;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.offset.OffsetLookup;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The loop's half of fetching: has starts found, keeps one fetch per broker on its way, hands over what comes.
 *
 * <p>Everything runs on the client's loop. Its decisions are in {@link PartitionState}, {@link FetchSession} and {@link Resets}.
 */
final class FetchLoop {
    private final Cluster cluster;
    private final FetchConfig config;
    private final Resets resets;
    private final Backoff backoff;
    private final HandOver handOver;
    private final FetchMetrics metrics = new FetchMetrics();
    private final Map<TopicPartition, Source> sources = new LinkedHashMap<>();
    private final Map<Integer, BrokerFetcher> brokers = new HashMap<>();
    private final Wakeups wakeups;
    private boolean closed;

    FetchLoop(Cluster cluster, FetchConfig config, Backoff backoff, WallClock wallClock, HandOver handOver) {
        this.cluster = cluster;
        this.config = config;
        this.backoff = backoff;
        this.handOver = handOver;
        resets = new Resets(this, wallClock);
        wakeups = new Wakeups(cluster.network().scheduler(), cluster.network().clock(), this::evaluate);
        cluster.onChange(view -> evaluate());
        cluster.onFailure(this::onMetadataFailure);
    }

    /** Begins {@code feed}, instead of another one of its partition; it waits for its start. */
    void begin(Feed feed) {
        sources.put(feed.partition(), new Source(feed));
    }

    void startAt(Feed feed, Position position) {
        Source source = sourceOf(feed);
        if (source != null) {
            start(source, position);
            evaluate();
        }
    }

    /** Lets {@code source} be fetched from {@code position} on. */
    void start(Source source, Position position) {
        source.state().startAt(position);
        handOver.give(new FetchEvent.Positioned(source.feed(), position));
    }

    /** Starts where {@code auto.offset.reset} says. */
    void reset(Feed feed) {
        Source source = sourceOf(feed);
        if (source != null) {
            resets.byPolicy(source, "there is no committed offset of " + feed.partition());
            evaluate();
        }
    }

    /** Starts at {@code timestamp}, in ms or one of {@link OffsetLookup}'s constants. */
    void resetTo(Feed feed, long timestamp) {
        Source source = sourceOf(feed);
        if (source != null) {
            source.state().resetTo(timestamp);
            evaluate();
        }
    }

    /** Stops {@code feed} with {@code reason}. */
    void fail(Feed feed, ClientException reason) {
        Source source = sourceOf(feed);
        if (source != null) {
            stop(source, reason);
        }
    }

    void end(Feed feed) {
        sources.remove(feed.partition(), sourceOf(feed));
        evaluate();
    }

    /** Goes on with a feed that was stopped by a failure. */
    void retry(Feed feed) {
        Source source = sourceOf(feed);
        if (source != null) {
            source.state().retry();
            source.state().pauseUntil(nowMs() + backoff.pauseMs(1));
            evaluate();
        }
    }

    private @Nullable Source sourceOf(Feed feed) {
        Source source = sources.get(feed.partition());
        return source != null && source.feed() == feed ? source : null;
    }

    /** Does what has become possible: asks for leaders and starts, sends fetches. */
    void evaluate() {
        if (closed) {
            return;
        }
        long now = nowMs();
        Set<String> leaderless = new HashSet<>();
        List<Source> resetting = new ArrayList<>();
        brokers.values().forEach(BrokerFetcher::forgetSources);
        for (Source source : sources.values()) {
            PartitionState state = source.state();
            if (state.retryAtMs() > now) {
                wakeups.at(state.retryAtMs());
            } else if (state.phase() == PartitionState.Phase.RESETTING && !source.isAsking()) {
                resetting.add(source);
            } else if (state.phase() == PartitionState.Phase.READY && !assign(source, now)) {
                leaderless.add(source.partition().topic());
                lacksLeader(source.feed());
            }
        }
        if (!leaderless.isEmpty()) {
            cluster.requestRefresh(leaderless);
        }
        if (!resetting.isEmpty()) {
            resets.find(resetting);
        }
        fetch(now);
    }

    private static void lacksLeader(Feed feed) {
        if (feed.trouble() == null) { // else that tells more
            feed.markTrouble(ClientErrors.of(ErrorCode.LEADER_NOT_AVAILABLE, "reading " + feed.partition(), null));
        }
    }

    private void fetch(long now) {
        handOver.wantRoom(true); // before looking, or room that is made meanwhile would go unheard
        boolean waiting = false;
        for (BrokerFetcher broker : List.copyOf(brokers.values())) {
            waiting |= broker.evaluate(now);
        }
        handOver.wantRoom(waiting);
    }

    /** Gives {@code source} to the fetcher of the broker to ask; false if nobody knows which. */
    private boolean assign(Source source, long now) {
        ClusterView view = cluster.view();
        TopicPartition partition = source.partition();
        TopicView topic = view.topics().get(partition.topic());
        PartitionView known = topic == null ? null : topic.partitionOrNull(partition.partition());
        if (topic == null || known == null || !known.hasLeader()) {
            failIfForbidden(source, view.failureOf(partition.topic()));
            return source.state().phase() != PartitionState.Phase.READY;
        }
        source.state().onLeaderEpoch(known.leaderEpoch());
        int broker = source.state().replicaToAsk(known.leader(), now);
        if (!view.brokers().containsKey(broker)) {
            source.state().forgetPreferred();
            broker = known.leader();
        }
        if (!view.brokers().containsKey(broker)) {
            return false;
        }
        brokers.computeIfAbsent(broker, id -> new BrokerFetcher(id, this)).add(source, topic.id());
        return true;
    }

    private void failIfForbidden(Source source, @Nullable ErrorCode failure) {
        if (failure != null && !failure.retriable()) {
            stop(source, ClientErrors.of(failure, "asking who leads " + source.partition(), null));
        }
    }

    private void onMetadataFailure(ClientException failure) {
        if (failure instanceof RetriableException) {
            sources.values().forEach(source -> markUnheardOf(source, failure));
        } else {
            sources.values().stream()
                    .filter(source -> source.state().phase() != PartitionState.Phase.STOPPED)
                    .findAny()
                    .ifPresent(source -> stop(source, failure)); // one is enough to tell the application
        }
    }

    /** While nothing was heard of its topic, that nobody tells is all that is known to be in the way. */
    private void markUnheardOf(Source source, ClientException failure) {
        String topic = source.partition().topic();
        ClusterView view = cluster.view();
        if (!view.topics().containsKey(topic) && view.failureOf(topic) == null) {
            source.feed().markTrouble(failure);
        }
    }

    /** Whether {@code source} is still what its partition is read by. */
    boolean isCurrent(Source source) {
        return sources.get(source.partition()) == source && !source.feed().isEnded();
    }

    /** The source that reads {@code partition} now. */
    @Nullable
    Source current(TopicPartition partition) {
        Source source = sources.get(partition);
        return source == null || source.feed().isEnded() ? null : source;
    }

    /** Lets {@code source} rest for the pause that its failures call for; {@code reason} is the last one, if known. */
    void pause(Source source, @Nullable ClientException reason) {
        source.feed().markTrouble(reason);
        source.state().pauseUntil(nowMs() + backoff.pauseMs(source.state().failed()));
    }

    /** Stops {@code source} and tells the application why. */
    void stop(Source source, ClientException reason) {
        source.state().stop();
        handOver.give(new FetchEvent.Failed(source.feed(), reason));
    }

    /** Ends every session; nothing is handed over from now on. */
    CompletableFuture<Void> close() {
        closed = true;
        wakeups.cancel();
        return CompletableFuture.allOf(
                brokers.values().stream().map(BrokerFetcher::farewell).toArray(CompletableFuture[]::new));
    }

    boolean isClosed() {
        return closed;
    }

    Cluster cluster() {
        return cluster;
    }

    FetchConfig config() {
        return config;
    }

    Resets resets() {
        return resets;
    }

    HandOver handOver() {
        return handOver;
    }

    FetchMetrics metrics() {
        return metrics;
    }

    Backoff backoff() {
        return backoff;
    }

    /** Calls {@link #evaluate} at {@code ms} at the latest. */
    void wakeAt(long ms) {
        wakeups.at(ms);
    }

    long nowMs() {
        return cluster.network().clock().millis();
    }

    long nanos() {
        return cluster.network().clock().nanos();
    }
}
