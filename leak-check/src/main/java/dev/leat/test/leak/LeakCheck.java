package dev.leat.test.leak;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which a buffer was given up without being released. JUnit finds it by itself, before any class
 * of Netty is there. A buffer that a static field still holds then is found after a later class, or not at all.
 */
public final class LeakCheck implements AfterAllCallback {
    private static final long COLLECTION_MS = 5_000;

    static {
        System.setProperty("io.netty.leakDetection.level", "paranoid");
        System.setProperty("io.netty.customResourceLeakDetector", LeakRecorder.class.getName());
    }

    /** @throws AssertionError if the detection does not work, as otherwise nothing would ever be found */
    public LeakCheck() {
        ResourceLeakDetector<?> made = ResourceLeakDetectorFactory.instance().newResourceLeakDetector(LeakCheck.class);
        if (!(made instanceof LeakRecorder) || ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            throw new AssertionError("Netty was there first, and watches with " + made.getClass());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        List<String> found = leaks();
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " leaks, found after " + context.getDisplayName() + ":\n"
                    + String.join("\n", found));
        }
    }

    /** What was given up until now without being released. */
    static List<String> leaks() throws InterruptedException {
        collect();
        UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release(); // which looks for leaks
        return LeakRecorder.drain();
    }

    /** On return, references to what nobody uses any more are in their queues. */
    private static void collect() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> canary = new WeakReference<>(new Object(), collected);
        System.gc();
        if (collected.remove(COLLECTION_MS) != canary) {
            throw new AssertionError("the JVM does not collect garbage when asked to");
        }
    }
}
