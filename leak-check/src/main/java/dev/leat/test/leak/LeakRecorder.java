package dev.leat.test.leak;

import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector, watching everything and keeping what it finds instead of logging it. Netty makes it by name and
 * looks for leaks whenever it watches something new, on whichever thread that is.
 */
public final class LeakRecorder<T> extends ResourceLeakDetector<T> {
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    public LeakRecorder(Class<?> type, int samplingInterval) {
        super(type, samplingInterval);
    }

    /** The form that Netty asks for as well, though it does not use the last argument. */
    public LeakRecorder(Class<?> type, int samplingInterval, long maxActive) {
        this(type, samplingInterval);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String type, String records) {
        FOUND.add(type + " was not released" + records);
    }

    @Override
    protected void reportUntracedLeak(String type) {
        FOUND.add(type + " was not released");
    }

    /** What was found since the last call. */
    static List<String> drain() {
        List<String> found = new ArrayList<>();
        for (String leak = FOUND.poll(); leak != null; leak = FOUND.poll()) {
            found.add(leak);
        }
        return found;
    }
}
