package dev.leat.perf.compare;

import dev.leat.perf.load.Progress;
import dev.leat.perf.process.Awake;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Passes progress on, and looks at the processors from the end of the warm-up to the last second that is measured. */
final class Watch implements Progress {
    private static final String WARM_UP = "warming up"; // what a workload calls it

    private final Progress next;
    private OptionalLong pid = OptionalLong.empty();
    private Awake awake = Awake.none();
    private Optional<CpuTimes> first = Optional.empty();
    private Optional<CpuTimes> last = Optional.empty();

    Watch(Progress next) {
        this.next = next;
    }

    /** From now on this broker runs. */
    void broker(OptionalLong brokersPid) {
        pid = brokersPid;
    }

    /** Processors are kept awake. */
    void awake(Awake keptAwake) {
        awake = keptAwake;
    }

    @Override
    public void doing(String what) {
        next.doing(what);
    }

    @Override
    public void measured(String what, double perSecond, String unit, double secondsLeft) {
        next.measured(what, perSecond, unit, secondsLeft);
        boolean warmUp = what.equals(WARM_UP);
        try {
            look(warmUp);
        } catch (IOException noProc) {
            return; // another system: the run is none the worse for it
        }
    }

    /** The last look of the warm-up is the first one that counts. */
    private void look(boolean warmUp) throws IOException {
        last = Optional.of(CpuTimes.now(pid, awake));
        if (warmUp || first.isEmpty()) {
            first = last;
        }
    }

    /** Who had the processors; empty if fewer than two seconds were seen. */
    Optional<CpuShares> shares() {
        return first.isEmpty() || first.equals(last)
                ? Optional.empty()
                : Optional.of(CpuShares.between(first.get(), last.orElseThrow()));
    }
}
