package dev.leat.cli.consume;

import dev.leat.client.error.ClientException;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Tells people once when partitions cannot be read for now, and once when all of them can be read again. Short pauses
 * that a broker announces itself, as when a leader moves, are nobody's concern. Main thread only.
 */
final class ConnectionNotice {
    private static final long ANNOUNCED_PATIENCE_MS = 1_000;

    private final Consumer<String> people;
    private final int timeoutMs;
    private boolean outage;
    private long outageSinceMs;
    private boolean told;

    /**
     * @param people gets a line of text without its line end
     * @param timeoutMs how long an outage is put up with
     */
    ConnectionNotice(Consumer<String> people, int timeoutMs) {
        this.people = people;
        this.timeoutMs = timeoutMs;
    }

    /**
     * Looks at what is in the way now.
     *
     * @param troubles of the partitions that cannot be read
     * @throws ClientException one of them, when there was no moment without for too long
     */
    void look(Collection<ClientException> troubles, long nowMs) {
        if (troubles.isEmpty()) {
            ended();
            return;
        }
        if (!outage) {
            outage = true;
            outageSinceMs = nowMs;
        }
        ClientException worst = worst(troubles);
        long lastsMs = nowMs - outageSinceMs;
        if (lastsMs > timeoutMs) {
            throw worst;
        }
        boolean nobodyAnswered = worst.errorCode() == null;
        if (!told && (nobodyAnswered || lastsMs > ANNOUNCED_PATIENCE_MS)) {
            told = true;
            people.accept(worst.getMessage() + "; trying again for up to " + timeoutMs / 1_000 + " s");
        }
    }

    /** One that no broker has told, if there is any: it needs help sooner. */
    private static ClientException worst(Collection<ClientException> troubles) {
        ClientException first = troubles.iterator().next();
        return troubles.stream()
                .filter(trouble -> trouble.errorCode() == null)
                .findFirst()
                .orElse(first);
    }

    private void ended() {
        outage = false;
        if (told) {
            told = false;
            people.accept("connected again");
        }
    }
}
