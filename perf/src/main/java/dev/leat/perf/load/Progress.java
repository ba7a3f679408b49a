package dev.leat.perf.load;

/** Hears how a run goes on, on the thread that runs it. */
public interface Progress {
    /** Hears nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void doing(String what) {}

        @Override
        public void measured(String what, double perSecond, String unit, double secondsLeft) {}
    };

    /** Something begins that is not measured, such as {@code filling topic perf}. */
    void doing(String what);

    /** Something that is worth keeping in sight, and is all there is to say about it. */
    default void note(String what) {
        doing(what);
    }

    /**
     * Another second is over.
     *
     * @param what        {@code warming up} or the workload's name
     * @param perSecond   in that second, in {@code unit}
     * @param secondsLeft until it ends, as far as that can be told
     */
    void measured(String what, double perSecond, String unit, double secondsLeft);
}
