package dev.leat.consumer.group;

import dev.leat.client.retry.Backoff;
import dev.leat.consumer.group.MemberAction.HandOver;
import dev.leat.consumer.group.MemberAction.Send;
import dev.leat.protocol.message.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A member's surroundings, step by step: what the last event made it do, and the clock. */
abstract class MemberHarness {
    static final int HEARTBEAT_MS = 1_000;
    static final int SESSION_MS = 10_000;
    static final int MAX_POLL_MS = 30_000;

    final List<MemberAction> actions = new ArrayList<>();
    long nowMs = 5_000;

    abstract GroupMember member();

    static MemberConfig config(@Nullable String instanceId) {
        return new MemberConfig("group", instanceId, null, "uniform", SESSION_MS, HEARTBEAT_MS, MAX_POLL_MS, 5_000);
    }

    /** Without chance: 80, 160, … ms. */
    static Backoff backoff() {
        return new Backoff(100, 1_000, () -> 0);
    }

    final void on(MemberEvent event) {
        actions.clear();
        member().on(event, nowMs, actions::add);
    }

    final void afterMs(long ms) {
        nowMs += ms;
        on(new MemberEvent.Tick());
    }

    final void subscribe(String... topics) {
        on(new MemberEvent.Subscribed(MemberEvent.Subscription.to(Set.of(topics))));
    }

    /** The last request that the last event led to. */
    final Send sent() {
        return last(Send.class);
    }

    final <T> T sent(Class<T> request) {
        return request.cast(sent().request());
    }

    final void answer(ApiResponse response) {
        on(new MemberEvent.Answered(sent().attempt(), response));
    }

    final HandOver handOver() {
        return last(HandOver.class);
    }

    final void handedOver() {
        on(new MemberEvent.HandedOver(handOver().turn()));
    }

    private <T extends MemberAction> T last(Class<T> type) {
        return actions.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + ": " + actions));
    }
}
