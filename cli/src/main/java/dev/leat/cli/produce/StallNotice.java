package dev.leat.cli.produce;

import java.util.function.Consumer;

/**
 * Tells people once that acknowledgements do not come for now, and once that they come again. Called every now and then, by
 * one thread.
 */
final class StallNotice {
    private static final long PATIENCE_MS = 2_500;

    private final Consumer<String> people;
    private final String brokers;
    private final int timeoutMs;
    private long lastAcknowledged;
    private long lastNewsMs;
    private boolean told;

    /**
     * @param people gets a line of text without its line end
     * @param brokers whom the client waits for
     * @param timeoutMs how long a record is tried
     */
    StallNotice(Consumer<String> people, String brokers, int timeoutMs, long nowMs) {
        this.people = people;
        this.brokers = brokers;
        this.timeoutMs = timeoutMs;
        lastNewsMs = nowMs;
    }

    /**
     * @param open records without an answer
     * @param acknowledged records that are written
     */
    void look(long open, long acknowledged, long nowMs) {
        if (open == 0 || acknowledged != lastAcknowledged) {
            lastNewsMs = nowMs;
        }
        if (told && acknowledged != lastAcknowledged) {
            told = false;
            people.accept("connected again");
        } else if (!told && nowMs - lastNewsMs >= PATIENCE_MS) {
            told = true;
            people.accept("waiting for " + brokers + ": " + open + (open == 1 ? " record is" : " records are")
                    + " not acknowledged yet; trying again for up to " + timeoutMs / 1_000 + " s");
        }
        lastAcknowledged = acknowledged;
    }
}
