package dev.leat.client.metadata;

import dev.leat.base.MonotonicClock;
import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.net.Call;
import dev.leat.client.net.ClientNetwork;
import dev.leat.client.net.HostPort;
import dev.leat.client.retry.Backoff;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known of the cluster, and how more is learnt: by asking, in the background, and from other answers. */
final class Metadata {
    private final ClientNetwork network;
    private final Function<Call<ClusterView>, CompletableFuture<ClusterView>> askAny;
    private final boolean allowAutoCreate;
    private final MonotonicClock clock;
    private final Recovery recovery;
    private final SharedView view;
    private final Outages outages;
    private final Refresher refresher;
    private final List<Consumer<ClientException>> failureListeners = new CopyOnWriteArrayList<>();

    /** @param askAny sends a question to whichever broker answers */
    Metadata(
            ClientConfig config,
            ClientNetwork network,
            Seams seams,
            Backoff backoff,
            Function<Call<ClusterView>, CompletableFuture<ClusterView>> askAny,
            Outages outages) {
        this.outages = outages;
        this.network = network;
        this.askAny = askAny;
        allowAutoCreate = config.allowAutoCreateTopics();
        clock = seams.clock();
        recovery = new Recovery(config.rebootstraps(), config.rebootstrapTriggerMs());
        view = new SharedView(network::onLoop);
        RefreshSchedule schedule = new RefreshSchedule(backoff, config.metadataMaxAgeMs());
        refresher = new Refresher(schedule, this::refreshOnce, this::tellFailure, network.scheduler(), clock);
    }

    ClusterView view() {
        return view.get();
    }

    /** Whom to ask; see {@link Recovery#candidates}. */
    List<HostPort> candidates(List<HostPort> bootstrap, int draw) {
        return recovery.candidates(view(), bootstrap, draw);
    }

    void requestRefresh(Collection<String> topics) {
        List<String> wanted = List.copyOf(topics);
        network.onLoop(() -> refresher.want(wanted));
    }

    private CompletableFuture<ClusterView> refreshOnce(Set<String> topics) {
        return look(topics, allowAutoCreate).thenApply(known -> {
            topics.forEach(topic -> note(topic, known.failureOf(topic)));
            return known;
        });
    }

    private void note(String topic, @Nullable ErrorCode failure) {
        if (failure == null) {
            outages.usable(topic);
        } else {
            outages.unusable(topic, failure);
        }
    }

    private void tellFailure(ClientException failure) {
        failureListeners.forEach(listener -> listener.accept(failure));
    }

    void drop(Collection<String> topics) {
        List<String> unused = List.copyOf(topics);
        unused.forEach(this::forget);
        network.onLoop(() -> refresher.drop(unused));
    }

    /** Makes the next look for {@code topic} ask; the epochs of its leaders are remembered all the same. */
    void forget(String topic) {
        view.update(old -> old.without(topic));
    }

    /** Makes the next question go to the bootstrap list. */
    void forgetBrokers() {
        view.update(ClusterView::withoutBrokers);
    }

    void onChange(Consumer<ClusterView> listener) {
        view.onChange(listener);
    }

    void onFailure(Consumer<ClientException> listener) {
        failureListeners.add(listener);
    }

    boolean learnLeader(TopicPartition partition, int leader, int leaderEpoch, Collection<BrokerView> endpoints) {
        boolean learnt = view.update(old -> old.withLeader(partition, leader, leaderEpoch, endpoints));
        if (learnt) {
            view.tell();
        }
        return learnt;
    }

    /** Asks for {@code topics}, once, and keeps what is known of others. */
    CompletableFuture<ClusterView> look(Collection<String> topics, boolean autoCreate) {
        return ask(topics, autoCreate).thenApply(answer -> take(answer, true));
    }

    /** Asks for every topic, once, and forgets what is not among them. */
    CompletableFuture<ClusterView> lookAtAll() {
        return ask(null, false).thenApply(answer -> take(answer, false));
    }

    private ClusterView take(ClusterView answer, boolean keepOthers) {
        view.update(old -> old.mergedWith(answer, keepOthers));
        view.tell();
        return view.get();
    }

    /** When nobody answers for long, or an answer says so, the known brokers are forgotten. */
    private CompletableFuture<ClusterView> ask(@Nullable Collection<String> topics, boolean autoCreate) {
        return askAny.apply(MetadataQuery.call(topics, autoCreate)).whenComplete((answer, failure) -> {
            if (failure == null) {
                recovery.succeeded();
            } else if (isTold(failure) || recovery.failed(clock.millis())) {
                forgetBrokers();
            }
        });
    }

    private static boolean isTold(Throwable failure) {
        return ClientErrors.from(failure).is(ErrorCode.REBOOTSTRAP_REQUIRED);
    }
}
