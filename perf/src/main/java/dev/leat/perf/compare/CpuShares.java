package dev.leat.perf.compare;

import java.util.Locale;

/**
 * Who had this machine's processors while a run was measured; each a share of all cores, 0 to 1.
 *
 * @param broker the broker's process
 * @param client the process that loads it
 * @param other  everything else: other processes, the kernel's work for nobody in particular, what the host of a virtual
 *               machine took
 * @param idle   nobody
 */
record CpuShares(double broker, double client, double other, double idle) {
    private static final double BUSY = 0.12;
    private static final double DISTURBED = 0.25;
    private static final double DISTURBED_IF_LITTLE_IS_ASKED = 0.10;
    private static final double TOO_MUCH = 1.15;

    /** What the processors did between two moments. */
    static CpuShares between(CpuTimes first, CpuTimes last) {
        double all = Math.max(1e-9, last.all() - first.all());
        double broker = share(last.broker() - first.broker(), all);
        double client = share(last.client() - first.client(), all);
        double idle = share(last.idle() - first.idle(), all);
        return new CpuShares(broker, client, Math.max(0, 1 - broker - client - idle), idle);
    }

    private static double share(double part, double all) {
        return Math.max(0, part / all);
    }

    /**
     * Whether they can be right: the sum of what was told of each must not be far above the whole. It can be where the
     * kernel samples the idle time too, as one that never stops its tick does.
     */
    boolean isKnown() {
        return broker + client + idle <= TOO_MUCH;
    }

    /**
     * Whether other work had so much of the machine that figures say little.
     *
     * @param littleIsAsked whether the broker itself needs a tenth of the machine only, so that less than that disturbs it
     */
    boolean isDisturbed(boolean littleIsAsked) {
        return other > (littleIsAsked ? DISTURBED_IF_LITTLE_IS_ASKED : DISTURBED);
    }

    /** Whether they say that the machine was quiet. */
    boolean isQuiet(boolean littleIsAsked) {
        return isKnown() && !isDisturbed(littleIsAsked);
    }

    /**
     * What bound a run.
     *
     * @param paced         whether its load was given
     * @param littleIsAsked as in {@link #isDisturbed}
     */
    String bound(boolean paced, boolean littleIsAsked) {
        if (!isKnown()) {
            return "not known, the shares of the processors contradict each other";
        }
        if (isDisturbed(littleIsAsked)) {
            return "other work on this machine";
        }
        if (paced) {
            return "the offered load";
        }
        if (idle > BUSY) {
            return "waiting";
        }
        return broker >= client ? "processors, most of it the broker" : "processors, most of it the client";
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "broker %.0f %%, client %.0f %%, other %.0f %%, idle %.0f %%",
                broker * 100,
                client * 100,
                other * 100,
                idle * 100);
    }
}
