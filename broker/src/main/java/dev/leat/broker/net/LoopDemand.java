package dev.leat.broker.net;

import dev.leat.base.Check;

/**
 * Decides how many event loops have connections, from how busy they are. While one thread can do it all it shall: requests
 * that wait for each other, as a produce and the fetch that waits for it, then wake no second thread. Pure.
 */
final class LoopDemand {
    /** A loop that works for more than this share of the time gets help. */
    static final double BUSY = 0.8;

    /** Loops are given up when those that are left will work for less than this share of the time. */
    static final double CALM = 0.6;

    /**
     * So many looks in a row have to say the same before loops are given up, since it costs more to be short of threads than to
     * have one too many, or before connections are dealt out anew over as many.
     */
    static final int PATIENCE = 20;

    private final int loops;
    private int active = 1;
    private int looks; // in a row that spoke for another spread

    /** @param loops that there are, at least 1 */
    LoopDemand(int loops) {
        this.loops = Check.atLeast(1, loops, "loops");
    }

    /** How many loops have connections, 1 to all. */
    int active() {
        return active;
    }

    /**
     * Takes what was seen since the last look.
     *
     * @param busiest share of the time, 0 to 1, that the busiest loop worked
     * @param total   the sum of all loops' shares
     * @return whether connections are to be placed anew
     */
    boolean observe(double busiest, double total) {
        boolean busy = busiest > BUSY;
        if (busy && active < loops) {
            return spreadOver(Math.min(loops, 2 * active));
        }
        boolean calm = !busy && active > 1 && total <= CALM * half();
        boolean uneven = busy && total < CALM * active;
        looks = calm || uneven ? looks + 1 : 0;
        return looks == PATIENCE && spreadOver(calm ? half() : active);
    }

    private boolean spreadOver(int loops) {
        active = loops;
        looks = 0;
        return true;
    }

    private int half() {
        return (active + 1) / 2;
    }
}
