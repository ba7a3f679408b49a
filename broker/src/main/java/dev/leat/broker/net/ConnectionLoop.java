package dev.leat.broker.net;

import dev.leat.base.Scheduler;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The event loop that a connection is on, wherever that is now: connections move when there is work for more loops or for
 * fewer. Tasks and timers that were handed to the loop before find the one after.
 */
final class ConnectionLoop implements Executor, Scheduler {
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
        var future = channel.eventLoop().schedule(() -> runWhereItIs(task), delayMs, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    /** A channel between two loops is open and not registered, for the time of a task or two. */
    private void runWhereItIs(Runnable task) {
        if (isHere() && (channel.isRegistered() || !channel.isOpen())) {
            task.run();
        } else {
            execute(task);
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
            channel.deregister().addListener(left -> next.register(channel).addListener(there -> arrived()));
        }
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
