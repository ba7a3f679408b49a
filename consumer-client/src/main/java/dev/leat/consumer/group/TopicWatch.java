package dev.leat.consumer.group;

import dev.leat.base.Scheduler.Timer;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.ClusterView;
import dev.leat.protocol.error.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells a member of topics that come, go or grow: looks itself every {@code metadata.max.age.ms}, and hears what the client's
 * other parts learn. Resolves patterns. Lives on the event loop, except for {@link #topics}.
 */
final class TopicWatch {
    private static final long SOON_MS = 1_000; // while a topic is missing, or nobody answers

    private final Cluster cluster;
    private final TopicLookup lookup;
    private final long maxAgeMs;
    private final Consumer<MemberEvent> tell;
    private final AtomicReference<@Nullable Refusal> refused = new AtomicReference<>();
    private volatile Set<String> topics = Set.of();
    private Set<String> ofOthers = Set.of();
    private @Nullable Pattern pattern;
    private Map<String, Integer> told = Map.of();
    private @Nullable Timer timer;
    private boolean closed;

    TopicWatch(Cluster cluster, long maxAgeMs, Consumer<MemberEvent> tell) {
        this.cluster = cluster;
        this.lookup = new TopicLookup(cluster);
        this.maxAgeMs = maxAgeMs;
        this.tell = tell;
        cluster.onChange(this::onChange);
    }

    /** What is subscribed to by name now. Any thread. */
    Set<String> topics() {
        return topics;
    }

    /**
     * What makes the subscription one that cannot be, such as an illegal name; once for each time that it was found. Any thread.
     *
     * @param wanted what is subscribed to by now; a refusal of what was wanted before is forgotten
     */
    @Nullable
    ClientException takeRefusal(Set<String> wanted) {
        Refusal found = refused.get() == null ? null : refused.getAndSet(null);
        return found == null || !wanted.contains(found.topic) ? null : found.why;
    }

    private record Refusal(String topic, ClientException why) {}

    void watch(Set<String> names) {
        refused.set(null);
        pattern = null;
        topics = Set.copyOf(names);
        told = Map.of();
        schedule(Math.min(maxAgeMs, SOON_MS));
    }

    /** Finds out at once what matches, and tells the member. */
    void watch(Pattern wanted) {
        refused.set(null);
        pattern = wanted;
        topics = Set.of();
        told = Map.of();
        look();
    }

    /** The member leads: the topics of all members are its business. */
    void watchToo(Set<String> names) {
        ofOthers = Set.copyOf(names);
    }

    void stop() {
        refused.set(null);
        pattern = null;
        topics = Set.of();
        ofOthers = Set.of();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    void close() {
        stop();
        closed = true;
    }

    private void schedule(long delayMs) {
        if (timer != null) {
            timer.cancel();
        }
        timer = closed ? null : cluster.network().scheduler().schedule(delayMs, this::look);
    }

    private void look() {
        Pattern asked = pattern;
        Set<String> all = new HashSet<>(topics);
        all.addAll(ofOthers);
        if (asked == null && all.isEmpty()) {
            return;
        }
        (asked == null ? lookup.byName(all) : lookup.all()).whenComplete((found, failure) -> {
            if (asked != pattern) {
                return; // the subscription has changed meanwhile
            }
            boolean complete =
                    failure == null && found.partitionCounts().keySet().containsAll(all);
            schedule(complete ? maxAgeMs : Math.min(maxAgeMs, SOON_MS));
            if (failure == null) {
                found.failures().forEach(this::onUnusable);
                match(asked, found);
                tellOf(found.partitionCounts());
            }
        });
    }

    private void onUnusable(String topic, ErrorCode why) {
        if (!topics.contains(topic)) {
            return; // that is for the member who subscribed to it
        }
        cluster.warnOfUnusable(topic, why);
        if (why == ErrorCode.INVALID_TOPIC_EXCEPTION) {
            refused.set(new Refusal(topic, ClientErrors.of(why, "subscribing to topic '" + topic + "'", null)));
        }
    }

    private void match(@Nullable Pattern asked, TopicLookup.Found found) {
        if (asked == null) {
            return;
        }
        Set<String> matching = found.partitionCounts().keySet().stream()
                .filter(topic -> asked.matcher(topic).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        topics = Set.copyOf(matching);
        tell.accept(new MemberEvent.Subscribed(MemberEvent.Subscription.to(matching)));
    }

    private void onChange(ClusterView view) {
        if (closed || topics.isEmpty()) {
            return;
        }
        Map<String, Integer> counts = new HashMap<>();
        view.topics().forEach((name, topic) -> {
            if (topics.contains(name) || ofOthers.contains(name)) {
                counts.put(name, topic.partitions().size());
            }
        });
        tellOf(counts);
    }

    private void tellOf(Map<String, Integer> counts) {
        Map<String, Integer> news = new HashMap<>(told);
        news.putAll(counts);
        if (!news.equals(told)) {
            told = Map.copyOf(news);
            tell.accept(new MemberEvent.TopicsChanged(counts, Map.of()));
        }
    }
}
