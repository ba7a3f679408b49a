package dev.leat.consumer.group;

/** Whether the application wants to be in its group, and whether it still polls: a group must not wait for one that hangs. */
final class Application {
    private final int maxPollIntervalMs;
    private boolean subscribed;
    private boolean shutOut; // until its next poll
    private long polledAtMs;

    /** @param maxPollIntervalMs time between two polls after which the application is out, in ms (KIP-62) */
    Application(int maxPollIntervalMs) {
        this.maxPollIntervalMs = maxPollIntervalMs;
    }

    void polled(long nowMs) {
        polledAtMs = nowMs;
        shutOut = false;
    }

    void subscribed(long nowMs) {
        if (!subscribed) {
            polledAtMs = nowMs;
        }
        subscribed = true;
    }

    void unsubscribed() {
        subscribed = false;
    }

    /** It is to come back, but not before it polls again. */
    void shutOut() {
        shutOut = true;
    }

    boolean wantsIn() {
        return subscribed && !shutOut;
    }

    /** Whether it has not polled for too long. */
    boolean isLate(long nowMs) {
        return nowMs >= lateAtMs();
    }

    /** When that is so if it does not poll before, in ms. */
    long lateAtMs() {
        return polledAtMs + maxPollIntervalMs;
    }
}
