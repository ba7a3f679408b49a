package dev.leat.perf.load;

/** The longest time between two acknowledgements. One thread notes them; others look. */
final class Pauses {
    private long last;
    private long longest;
    private long longestEnd;

    /** Something was acknowledged at {@code nanos}. */
    synchronized void note(long nanos) {
        if (last != 0 && nanos - last > longest) {
            longest = nanos - last;
            longestEnd = nanos;
        }
        last = nanos;
    }

    /** Forgets the longest one; the next begins with what was noted last. */
    synchronized void reset() {
        longest = 0;
    }

    /** Whether the longest one lasted beyond {@code nanos}. */
    synchronized boolean lastedBeyond(long nanos) {
        return longest > 0 && longestEnd - nanos > 0;
    }

    /** The longest so far, in ns, or the one that goes on at {@code nanos}. */
    synchronized long longest(long nanos) {
        return last == 0 ? longest : Math.max(longest, nanos - last);
    }
}
