package dev.leat.perf.load;

import dev.leat.client.error.RetriableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Asks again while a failure may pass: brokers do not know a new topic all at once, Apache Kafka's not even the one that has
 * just answered that it is made.
 *
 * @param longest how long
 */
record Patience(Duration longest) {
    private static final long PAUSE_NANOS = 1_000_000;

    /** The answer to {@code question}; throws its last failure when the time is over, and one that does not pass at once. */
    <T> T with(Supplier<T> question) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (RetriableException notYet) {
                if (System.nanoTime() - deadline > 0) {
                    throw notYet;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
