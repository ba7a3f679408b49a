package dev.leat.client.metadata;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs a {@link RefreshSchedule} against the cluster. Lives on the client's event loop. */
final class Refresher {
    private final RefreshSchedule schedule;
    private final Function<Set<String>, CompletableFuture<ClusterView>> ask;
    private final Consumer<ClientException> onFailure;
    private final Scheduler scheduler;
    private final MonotonicClock clock;
    private Scheduler.@Nullable Timer timer;

    /**
     * @param ask one question; its future completes on the event loop
     * @param onFailure told of every question that nobody answered
     */
    Refresher(
            RefreshSchedule schedule,
            Function<Set<String>, CompletableFuture<ClusterView>> ask,
            Consumer<ClientException> onFailure,
            Scheduler scheduler,
            MonotonicClock clock) {
        this.schedule = schedule;
        this.ask = ask;
        this.onFailure = onFailure;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void want(Collection<String> topics) {
        schedule.want(topics, clock.millis());
        run();
    }

    void drop(Collection<String> topics) {
        schedule.drop(topics);
        run();
    }

    private void run() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        long now = clock.millis();
        Set<String> due = schedule.next(now);
        if (!due.isEmpty()) {
            ask.apply(due).whenComplete((view, failure) -> finish(due, view, failure));
        } else if (schedule.dueAtMs() != RefreshSchedule.NEVER) {
            timer = scheduler.schedule(Math.max(1, schedule.dueAtMs() - now), this::run);
        }
    }

    private void finish(Set<String> topics, @Nullable ClusterView view, @Nullable Throwable failure) {
        if (view == null || failure != null) {
            schedule.failed(topics, clock.millis());
            onFailure.accept(ClientErrors.from(failure == null ? new IllegalStateException("no answer") : failure));
        } else {
            schedule.answered(topics, led(topics, view), clock.millis());
        }
        run();
    }

    private static Set<String> led(Set<String> topics, ClusterView view) {
        return topics.stream()
                .filter(name -> {
                    TopicView topic = view.topics().get(name);
                    return topic != null && topic.isLed();
                })
                .collect(Collectors.toSet());
    }
}
