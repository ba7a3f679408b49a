package dev.leat.consumer;

import dev.leat.consumer.group.GroupMetrics;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The group as the consumer sees it. Inside of the consumer: applications use {@link Consumer}.
 *
 * <p>Called on the polling thread only, unless said otherwise. Its loop half wakes that thread by the {@code Runnable} it was
 * made with; the consumer then calls {@link #onPoll}.
 */
public interface Membership {
    /** Wants {@code topics} from now on, instead of what was subscribed to before. */
    void subscribe(Collection<String> topics, RebalanceListener listener);

    /** Wants every topic whose whole name matches, also those that come later. */
    void subscribe(Pattern topics, RebalanceListener listener);

    /** The same for a pattern that the broker resolves. */
    void subscribeByBroker(String regex, RebalanceListener listener);

    /** Leaves the group and gives up every partition, with the listener's say. */
    void unsubscribe();

    /** Whether partitions come from the group now; then none can be assigned by hand. */
    boolean isSubscribed();

    /** Names of the topics that are subscribed to, those that a pattern matches included; empty without a subscription. */
    Set<String> subscription();

    /**
     * Called at the start of every poll and whenever the loop half has woken the polling thread: runs what has to happen on
     * this thread (revocations, assignments, the listener, automatic commits) and tells the loop that the application is
     * alive. Must not wait for the network.
     *
     * @throws dev.leat.client.error.ClientException what ended the membership; comes out of the poll
     */
    void onPoll(long nowMs);

    /** Committed offsets of {@code partitions}, without those that have none. Any thread; completes on the loop. */
    CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed(Set<TopicPartition> partitions);

    /** Commits for the current generation. Completes on the loop. */
    CompletableFuture<@Nullable Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets);

    /** Who this member is in its group, for transactions. */
    GroupMetadata groupMetadata();

    /** What the membership has done. Any thread. */
    GroupMetrics metrics();

    /**
     * Commits if that is automatic, gives up the partitions and leaves. The future completes on the loop; it fails with what
     * the listener threw.
     */
    CompletableFuture<@Nullable Void> close();
}
