package dev.leat.broker.net;

import dev.leat.base.MonotonicClock;
import dev.leat.broker.metrics.Gauge;
import dev.leat.broker.metrics.Metrics;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops, of which as many get connections as there is work for ({@link LoopDemand}). */
final class EventLoops extends MultiThreadIoEventLoopGroup implements Placement {
    private static final long LOOK_MS = 100;

    private final List<Loop> loops = new ArrayList<>();
    private final LoopDemand demand;
    private final AtomicInteger turn = new AtomicInteger();
    private final MonotonicClock clock;
    private volatile Spread spread = new Spread(1, 0);
    private long lookedNanos; // the first loop's, as demand is

    /** Over how many loops connections are spread, and how often that has changed. */
    private record Spread(int active, int generation) {}

    EventLoops(int threads, IoHandlerFactory io, MonotonicClock clock, Metrics metrics) {
        super(threads, new DefaultThreadFactory("leat-net", true), io);
        for (EventExecutor loop : this) {
            loops.add((Loop) loop);
        }
        this.clock = clock;
        lookedNanos = clock.nanos();
        demand = new LoopDemand(threads);
        metrics.gauge(Gauge.NETWORK_THREADS, () -> spread.active());
        if (threads > 1) {
            loops.get(0).scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory io, Object... none) {
        return new Loop(this, executor, io);
    }

    @Override
    public int generation() {
        return spread.generation();
    }

    @Override
    public IoEventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), spread.active()));
    }

    private void look() {
        long now = clock.nanos();
        double elapsed = Math.max(1, now - lookedNanos);
        lookedNanos = now;
        double busiest = 0;
        double total = 0;
        for (Loop loop : loops) {
            double busy = loop.takeActiveNanos() / elapsed;
            busiest = Math.max(busiest, busy);
            total += busy;
        }
        if (demand.observe(busiest, total)) {
            spreadOver(demand.active());
        }
    }

    /** Places connections anew, over the first {@code active} loops, as they send something; on the first loop. */
    void spreadOver(int active) {
        spread = new Spread(active, spread.generation() + 1);
    }

    /** A loop that counts the time in which it does not wait. */
    private static final class Loop extends SingleThreadIoEventLoop {
        Loop(IoEventLoopGroup group, Executor executor, IoHandlerFactory io) {
            super(group, executor, io);
        }

        /** Makes the transport report how long it worked, which Netty wants for suspending loops; none of ours is suspended. */
        @Override
        protected boolean isSuspensionSupported() {
            return true;
        }

        /** The time worked since the last call. Any thread. */
        long takeActiveNanos() {
            return getAndResetAccumulatedActiveTimeNanos();
        }
    }
}
