package dev.leat.client.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An event loop that a thread which waits for an answer may serve itself: then no other thread need be woken to read the
 * answer and to hand it over, and its bytes stay in the caches of the processor that wants them. While nobody serves it, a
 * thread of its own does, the keeper.
 *
 * <p>One thread at a time has the loop, who holds {@link #helm}; "on the loop" means by that thread. A borrower that comes
 * and goes faster than {@link #GRACE_NANOS} leaves the keeper asleep: meanwhile what others hand to the loop, and timers, wait
 * for twice that at most. A virtual thread does not borrow: waiting in the kernel it would keep its carrier from the others.
 */
final class SharedLoop extends SingleThreadIoEventLoop {
    /** How long nobody has served the loop when the keeper takes it up again. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Longest wait for the keeper to let go, which it does after what it is running. */
    private static final long LENDING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final long TASKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Runnable NEWS = () -> {};

    private final boolean lendable;
    private final ReentrantLock helm = new ReentrantLock();
    private volatile @Nullable Thread driver;
    private volatile @Nullable Thread keeper;
    private volatile boolean wanted;
    private volatile boolean keeperSleeps;
    private volatile long loans;
    private long borrowedUntilNanos;

    /** @param lendable whether {@code ioHandler} leaves the interrupts of a borrower alone */
    SharedLoop(ThreadFactory keepers, IoHandlerFactory ioHandler, boolean lendable) {
        super(null, keepers, ioHandler);
        this.lendable = lendable;
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return thread == driver;
    }

    /** The keeper's life. It ends at the helm, as Netty wants for what it does at last. */
    @Override
    protected void run() {
        Thread me = Thread.currentThread();
        takeHelm(me);
        ioHandler().initialize();
        keeper = me;
        do {
            if (wanted && !isShuttingDown()) {
                leaveHelm();
                awaitVacancy();
                takeHelm(me);
            }
            runIo();
            if (isShuttingDown()) {
                ioHandler().prepareToDestroy();
            }
            runAllTasks(TASKS_NANOS);
        } while (!confirmShutdown());
    }

    private void takeHelm(Thread thread) {
        helm.lock();
        driver = thread;
    }

    private void leaveHelm() {
        driver = null;
        helm.unlock();
    }

    private void awaitVacancy() {
        long seen;
        do {
            seen = loans;
            Thread.interrupted(); // or it would not park; nobody interrupts the keeper for a reason
            LockSupport.parkNanos(this, GRACE_NANOS);
            if (helm.isLocked() && loans == seen) {
                sleepWhileLent();
                seen = -1;
            }
        } while (loans != seen && !isShuttingDown());
    }

    private void sleepWhileLent() {
        keeperSleeps = true;
        while (helm.isLocked() && keeperSleeps) {
            Thread.interrupted();
            LockSupport.park(this);
        }
        keeperSleeps = false;
    }

    /**
     * Serves the loop until {@code done}, which is asked after each turn, or for {@code nanos}, a day at most. What changes
     * {@code done} on another thread must {@link #tell} of it.
     *
     * @return false if somebody else serves it, and the caller must wait in another way
     */
    boolean serve(BooleanSupplier done, long nanos) {
        if (!borrow(nanos)) {
            return false;
        }
        try {
            borrowedUntilNanos = getCurrentTimeNanos() + Math.min(nanos, LONGEST_NANOS);
            while (!done.getAsBoolean() && !isShuttingDown() && getCurrentTimeNanos() < borrowedUntilNanos) {
                runIo();
                runAllTasks(TASKS_NANOS);
            }
        } finally {
            giveBack();
        }
        return true;
    }

    private boolean borrow(long nanos) {
        Thread owner = keeper;
        Thread me = Thread.currentThread();
        if (!lendable || owner == null || driver == me || isVirtual(me) || isShuttingDown()) {
            return false;
        }
        if (!helm.tryLock() && !(driver == owner && askForHelm(nanos))) {
            return false;
        }
        loans++;
        driver = me;
        return true;
    }

    /** By name, because JDK 17 has none. */
    private static boolean isVirtual(Thread thread) {
        return thread.getClass().getName().equals("java.lang.VirtualThread");
    }

    private boolean askForHelm(long nanos) {
        wanted = true;
        try {
            tryExecute(NEWS);
            return helm.tryLock(Math.min(nanos, LENDING_NANOS), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            wanted = false;
        }
    }

    private void giveBack() {
        leaveHelm();
        if (keeperSleeps) {
            keeperSleeps = false;
            LockSupport.unpark(keeper);
        }
    }

    /** What {@link #serve} waits for may have come: it looks. Any thread. */
    void tell() {
        if (!inEventLoop()) {
            tryExecute(NEWS);
        }
    }

    /** False if the loop has ended: {@code task} is not run then. Any thread. */
    boolean tryExecute(Runnable task) {
        try {
            execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    @Override
    protected long deadlineNanos() {
        long next = super.deadlineNanos();
        return driver == keeper ? next : Math.min(next, borrowedUntilNanos);
    }

    @Override
    protected long delayNanos(long currentTimeNanos) {
        long next = super.delayNanos(currentTimeNanos);
        return driver == keeper ? next : Math.max(0, Math.min(next, borrowedUntilNanos - getCurrentTimeNanos()));
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        Future<?> ended = super.shutdownGracefully(quietPeriod, timeout, unit);
        LockSupport.unpark(keeper);
        return ended;
    }
}
