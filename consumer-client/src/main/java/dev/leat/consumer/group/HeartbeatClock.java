package dev.leat.consumer.group;

/** When to send the next heartbeat, and whether the coordinator has been silent for a whole session. */
final class HeartbeatClock {
    private final int intervalMs;
    private final int sessionMs;
    private int open; // number of the heartbeat that is on its way; 0 if none
    private long nextMs;
    private long heardAtMs;

    HeartbeatClock(int intervalMs, int sessionMs) {
        this.intervalMs = intervalMs;
        this.sessionMs = sessionMs;
    }

    /** A generation begins: the coordinator has just been heard. */
    void start(long nowMs) {
        open = 0;
        heardAtMs = nowMs;
        nextMs = nowMs + intervalMs;
    }

    /** The coordinator has answered something else. */
    void heard(long nowMs) {
        heardAtMs = nowMs;
    }

    /** What is on its way will say nothing of interest any more. */
    void forget() {
        open = 0;
    }

    boolean isDue(long nowMs) {
        return open == 0 && nowMs >= nextMs;
    }

    boolean isSessionOver(long nowMs) {
        return nowMs - heardAtMs >= sessionMs;
    }

    void sent(int number, long nowMs) {
        open = number;
        nextMs = nowMs + intervalMs;
    }

    /** Whether the heartbeat that was answered is the open one, and not one of before. */
    boolean answered(int number, long nowMs) {
        if (number != open) {
            return false;
        }
        open = 0;
        heardAtMs = nowMs;
        return true;
    }

    /** The same for one that failed; the next one is sent after {@code pauseMs}. */
    boolean unanswered(int number, long nowMs, long pauseMs) {
        if (number != open) {
            return false;
        }
        open = 0;
        nextMs = nowMs + pauseMs;
        return true;
    }

    /** When something is due, in ms. */
    long nextMs() {
        long sessionEndMs = heardAtMs + sessionMs;
        return open == 0 ? Math.min(nextMs, sessionEndMs) : sessionEndMs;
    }
}
