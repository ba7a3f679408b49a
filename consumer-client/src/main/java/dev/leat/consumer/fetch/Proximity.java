package dev.leat.consumer.fetch;

import java.util.concurrent.TimeUnit;

/**
 * Whether a broker answers so fast that nothing need be fetched ahead of the application.
 *
 * <p>Fetching ahead hides the way to the broker, and costs: what is read later than it came has left the processor's caches,
 * and the memory for the next answer is cold, too. So a near broker is asked for little at a time, and only when that has been
 * taken up; a far one for much, while there is still something to do. Loop only.
 */
final class Proximity {
    /** Bytes asked for at once of a near broker: enough that the request costs little, and few enough for the caches. */
    private static final int NEAR_BYTES = 1 << 20;
    /** Bytes asked for at once of a far broker: 160 MB/s over a way of 100 ms. */
    private static final int FAR_BYTES = 16 << 20;
    /** An answer that takes longer, in ns, is worth to be asked for ahead. */
    private static final long NEAR_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private boolean near = true;

    /** Takes note of an answer with {@code bytes} of records that took {@code nanos}; {@code asked} were wanted at most. */
    void answered(int asked, int bytes, long nanos) {
        boolean waitedForRecords = bytes < Math.min(asked, NEAR_BYTES) / 2;
        if (!waitedForRecords) {
            near = nanos < NEAR_NANOS;
        }
    }

    boolean isNear() {
        return near;
    }

    /** Bytes to ask for at once, unless a partition may send more. */
    int answerBytes() {
        return near ? NEAR_BYTES : FAR_BYTES;
    }
}
