package dev.leat.client.metadata;

import dev.leat.base.MonotonicClock;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.net.HostPort;
import dev.leat.protocol.error.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what this client cannot reach, as calls that try again tell nobody: when it begins, every
 * {@link #AGAIN_AFTER_MS} at most while it goes on, and when it is over. Any thread may call.
 */
final class Outages {
    /** Shortest time between two warnings of the same, in ms. */
    static final long AGAIN_AFTER_MS = 30_000;

    private static final String METADATA = "metadata";

    private final MonotonicClock clock;
    private final Map<Object, Outage> outages = new HashMap<>();
    private boolean closed;

    Outages(MonotonicClock clock) {
        this.clock = clock;
    }

    /** @param told whether people were told of it since it began */
    private record Outage(long toldAtMs, boolean told) {}

    /** Made with the first line: a client that has nothing to say does not wait until logging is set up. */
    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    }

    /** A connection could not be opened. */
    void unreachable(HostPort broker, ClientException why) {
        if (begins(broker)) {
            Log.LOG.warn("broker {} cannot be used: {}", broker, why.messageAndAdvice());
        }
    }

    void reached(HostPort broker) {
        if (ends(broker)) {
            Log.LOG.info("broker {} can be used again", broker);
        }
    }

    /** A connected broker gave no answer to a question about the cluster. */
    void unanswered(ClientException why) {
        if (begins(METADATA)) {
            Log.LOG.warn("nothing is learnt about the cluster: {}", why.messageAndAdvice());
        }
    }

    void answered() {
        if (ends(METADATA)) {
            Log.LOG.info("something is learnt about the cluster again");
        }
    }

    /** The cluster was asked for a topic in use, and refused; short absences of leaders are nobody's concern. */
    void unusable(String topic, ErrorCode why) {
        boolean lasts = !why.retriable() || why == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        if (lasts && begins(topicKey(topic))) {
            String words = ClientErrors.of(why, "asking for topic '" + topic + "'", null)
                    .messageAndAdvice();
            Log.LOG.warn("{}", words);
        }
    }

    void usable(String topic) {
        if (ends(topicKey(topic))) {
            Log.LOG.info("topic '{}' can be used now", topic);
        }
    }

    private static Object topicKey(String topic) {
        return Map.entry("topic", topic);
    }

    private synchronized boolean begins(Object what) {
        long now = clock.millis();
        Outage known = outages.get(what);
        if (closed || known != null && now - known.toldAtMs < AGAIN_AFTER_MS) {
            return false;
        }
        outages.values().removeIf(old -> !old.told && now - old.toldAtMs >= AGAIN_AFTER_MS);
        outages.put(what, new Outage(now, true));
        return true;
    }

    /** Remembers when it was told, so that what comes and goes does not fill the log. */
    private synchronized boolean ends(Object what) {
        Outage known = outages.get(what);
        if (known == null || !known.told || closed) {
            return false;
        }
        outages.put(what, new Outage(known.toldAtMs, false));
        return true;
    }

    /** Says nothing any more: what fails now does so because the client closes. */
    synchronized void close() {
        closed = true;
    }
}
