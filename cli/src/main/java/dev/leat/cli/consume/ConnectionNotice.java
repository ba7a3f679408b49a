package dev.leat.cli.consume;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells people once when partitions cannot be read for now, and once when all of them can be read again. Short pauses
 * that a broker announces itself, as when a leader moves, are nobody's concern. Main thread only.
 */
final class ConnectionNotice {
    private static final long ANNOUNCED_PATIENCE_MS = 1_000;

    private final Consumer<String> people;
    private final int timeoutMs;
    private final Set<TopicPartition> lost = new HashSet<>();
    private long lostSinceMs;
    private boolean told;

    /**
     * @param people gets a line of text without its line end
     * @param timeoutMs how long an outage is put up with
     */
    ConnectionNotice(Consumer<String> people, int timeoutMs) {
        this.people = people;
        this.timeoutMs = timeoutMs;
    }

    /** Some of the {@code partitions} that are read could not be, and will be tried again. */
    void failed(Collection<TopicPartition> partitions, ClientException failure, long nowMs) {
        if (lost.isEmpty()) {
            lostSinceMs = nowMs;
        }
        lost.addAll(partitions);
        boolean nobodyAnswered = failure.errorCode() == null;
        if (!told && (nobodyAnswered || outageMs(nowMs) > ANNOUNCED_PATIENCE_MS)) {
            told = true;
            people.accept(failure.getMessage() + "; trying again for up to " + timeoutMs / 1_000 + " s");
        }
    }

    /** A broker answered for {@code partitions}. */
    void answered(Collection<TopicPartition> partitions) {
        if (lost.isEmpty()) {
            return;
        }
        lost.removeAll(partitions);
        ended();
    }

    /** Others than {@code partitions} are read no more. */
    void keepOnly(Collection<TopicPartition> partitions) {
        lost.retainAll(partitions);
        ended();
    }

    private void ended() {
        if (lost.isEmpty() && told) {
            told = false;
            people.accept("connected again");
        }
    }

    boolean isOutage() {
        return !lost.isEmpty();
    }

    /** How long some partition could not be read by now, 0 if all can. */
    long outageMs(long nowMs) {
        return lost.isEmpty() ? 0 : nowMs - lostSinceMs;
    }
}
