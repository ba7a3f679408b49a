package dev.leat.broker.net;

import dev.leat.base.Scheduler;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The event loop that a connection is on, wherever that is now: connections move when there is work for more loops or for
 * fewer. Tasks and timers that were handed to the loop before find the one after.
 */
final class ConnectionLoop implements Executor, Scheduler {
    /** For a registration, which takes microseconds: one that has failed does not always say so. */
    private static final long MOVE_MS = 1_000;

    private static final long AGAIN_MS = 1;

    private final Channel channel;
    private final Placement placement;
    private final Runnable lost;
    private int generation; // these two are the present loop's
    private boolean moving;

    /** @param lost told, on the loop, when the channel was closed because no other loop would take it */
    ConnectionLoop(Channel channel, Placement placement, Runnable lost) {
        this.channel = channel;
        this.placement = placement;
        this.lost = lost;
        this.generation = placement.generation();
    }

    /** Whether the calling thread is the one that serves the connection now. */
    boolean isHere() {
        return channel.eventLoop().inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        channel.eventLoop().execute(() -> runWhereItIs(task));
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean(); // it may be on its way to another loop when it is
        Runnable unlessCancelled = () -> {
            if (!cancelled.get()) {
                task.run();
            }
        };
        var future = channel.eventLoop().schedule(() -> runWhereItIs(unlessCancelled), delayMs, TimeUnit.MILLISECONDS);
        return () -> {
            cancelled.set(true);
            future.cancel(false);
        };
    }

    /**
     * A channel between two loops is open and not registered until the next one has ended what it is at, for {@link #MOVE_MS} at
     * most; the one before has others to serve meanwhile.
     */
    private void runWhereItIs(Runnable task) {
        if (!isHere()) {
            execute(task);
        } else if (channel.isRegistered() || !channel.isOpen()) {
            task.run();
        } else {
            channel.eventLoop().schedule(() -> runWhereItIs(task), AGAIN_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Moves if connections are to be placed anew; on the loop, which serves the connection until this event is over. */
    void settle() {
        int now = placement.generation();
        if (generation == now || moving) {
            return;
        }
        generation = now;
        EventLoop next = placement.next();
        if (next != channel.eventLoop()) {
            moving = true;
            channel.deregister().addListener(left -> moveTo(next));
        }
    }

    private void moveTo(EventLoop next) {
        var limit = next.schedule(this::giveUp, MOVE_MS, TimeUnit.MILLISECONDS);
        next.register(channel).addListener(there -> {
            limit.cancel(false);
            arrived();
        });
    }

    /** On the new loop, which was to tell that it has registered the channel or could not. */
    private void giveUp() {
        channel.unsafe().closeForcibly();
        arrived();
    }

    /** On the new loop. What the old one could not write yet it would have gone on with. */
    private void arrived() {
        moving = false;
        if (channel.isRegistered()) {
            channel.flush();
        } else {
            lost.run();
        }
    }
}
