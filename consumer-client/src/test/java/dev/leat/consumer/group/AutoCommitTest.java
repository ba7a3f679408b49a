package dev.leat.consumer.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.PartitionControl;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutoCommitTest {
    private static final Map<TopicPartition, OffsetAndMetadata> PROGRESS =
            Map.of(new TopicPartition("a", 0), new OffsetAndMetadata(5));

    private final List<Map<TopicPartition, OffsetAndMetadata>> stored = new ArrayList<>();
    private final AutoCommit commits =
            new AutoCommit(GroupConfig.defaults("group"), new Reading(), this::store, () -> {});
    private boolean broken;

    private CompletableFuture<@Nullable Void> store(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (broken) {
            throw new IllegalStateException("the store is away");
        }
        stored.add(offsets);
        return CompletableFuture.completedFuture(null);
    }

    private void poll(long nowMs) {
        commits.onPoll(nowMs);
    }

    @Test
    void shouldNotCommitAgainWhatIsCommitted() {
        poll(0);
        poll(5_000);
        poll(10_000);
        assertThat(stored).containsExactly(PROGRESS);
    }

    @Test
    void shouldCommitAgainWhatAStoreRefused() {
        poll(0);
        broken = true;
        assertThatThrownBy(() -> poll(5_000)).hasMessageContaining("away");
        broken = false;
        poll(10_000);
        assertThat(stored).containsExactly(PROGRESS);
    }

    @Test
    void shouldNotThrowAtTheEnd() {
        broken = true;
        assertThat(commits.now()).isCompletedExceptionally();
    }

    /** An application that has read up to {@link #PROGRESS}. */
    private static final class Reading implements PartitionControl {
        @Override
        public void assign(Set<TopicPartition> added) {}

        @Override
        public void hold(Set<TopicPartition> going) {}

        @Override
        public void revoke(Set<TopicPartition> gone) {}

        @Override
        public Set<TopicPartition> assigned() {
            return PROGRESS.keySet();
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> consumed() {
            return PROGRESS;
        }
    }
}
