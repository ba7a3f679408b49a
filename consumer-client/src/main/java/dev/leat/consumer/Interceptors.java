package dev.leat.consumer;

import dev.leat.consumer.fetch.PolledRecords;
import dev.leat.protocol.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interceptors of one consumer in their order; what they throw is logged, but for what {@link #configure} does. Polling
 * thread, unless said otherwise.
 */
final class Interceptors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

    private final List<ConsumerInterceptor> all;
    private final Queue<Map<TopicPartition, OffsetAndMetadata>> committed = new ConcurrentLinkedQueue<>();

    Interceptors(List<ConsumerInterceptor> all) {
        this.all = List.copyOf(all);
    }

    void configure(Map<String, ?> configs) {
        all.forEach(interceptor -> interceptor.configure(configs));
    }

    /** @param polled what a poll is about to return, nothing of which is read yet */
    void onConsume(PolledRecords<?, ?> polled) {
        if (!all.isEmpty()) {
            List<PolledRange> ranges = polled.ranges();
            tell("records", interceptor -> interceptor.onConsume(ranges));
        }
    }

    /** Keeps {@code offsets} for {@link #tellCommits}. Any thread. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!all.isEmpty()) {
            committed.add(offsets);
        }
    }

    /** Tells of the commits that have come to their end since the last time. */
    void tellCommits() {
        for (var offsets = committed.poll(); offsets != null; offsets = committed.poll()) {
            Map<TopicPartition, OffsetAndMetadata> told = offsets;
            tell("a commit", interceptor -> interceptor.onCommit(told));
        }
    }

    @Override
    public void close() {
        tell("the close", ConsumerInterceptor::close);
    }

    private void tell(String what, Consumer<ConsumerInterceptor> call) {
        for (ConsumerInterceptor interceptor : all) {
            try {
                call.accept(interceptor);
            } catch (RuntimeException broken) {
                LOG.warn("an interceptor threw when it was told of {}", what, broken);
            }
        }
    }
}
