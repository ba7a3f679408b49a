package dev.leat.controller.group;

import dev.leat.controller.group.TimerQueue.Timer;

/** How far a group's rebalance has come; {@link Rebalance} alone reads and writes it. */
final class RebalanceProgress {
    /** No assignment is on its way to the log. */
    static final int NONE = -1;

    /** Ends the wait for joins. */
    final Timer joinTimer;
    /** Ends the wait for syncs. */
    final Timer syncTimer;
    /** The group was empty: joins are collected for some time whether or not everyone known is there. */
    boolean collectsFirstMembers;
    /** A member came since the collecting was last prolonged. */
    boolean memberCame;
    /** How much longer the collecting may be prolonged, in ms. */
    long remainingDelayMs;
    /** The generation whose assignment is on its way to the log, or {@link #NONE}. */
    int storingGeneration = NONE;

    RebalanceProgress(Timer joinTimer, Timer syncTimer) {
        this.joinTimer = joinTimer;
        this.syncTimer = syncTimer;
    }
}
