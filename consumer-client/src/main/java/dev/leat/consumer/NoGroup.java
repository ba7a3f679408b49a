package dev.leat.consumer;

import dev.leat.client.error.MisuseException;
import dev.leat.consumer.group.GroupMetrics;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands for the group of a consumer that has none. */
final class NoGroup implements Membership {
    private final GroupMetrics metrics = new GroupMetrics();

    @Override
    public void subscribe(Collection<String> topics, RebalanceListener listener) {
        throw noGroup();
    }

    @Override
    public void subscribe(Pattern topics, RebalanceListener listener) {
        throw noGroup();
    }

    @Override
    public void subscribeByBroker(String regex, RebalanceListener listener) {
        throw noGroup();
    }

    @Override
    public void unsubscribe() {}

    @Override
    public boolean isSubscribed() {
        return false;
    }

    @Override
    public Set<String> subscription() {
        return Set.of();
    }

    @Override
    public void onPoll(long nowMs) {}

    @Override
    public CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed(Set<TopicPartition> partitions) {
        return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public CompletableFuture<@Nullable Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return CompletableFuture.failedFuture(noGroup());
    }

    @Override
    public GroupMetrics metrics() {
        return metrics;
    }

    @Override
    public GroupMetadata groupMetadata() {
        throw noGroup();
    }

    @Override
    public CompletableFuture<@Nullable Void> close() {
        return CompletableFuture.completedFuture(null);
    }

    private static MisuseException noGroup() {
        return new MisuseException("this consumer has no group", "set group.id");
    }
}
