package dev.leat.broker.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConnectionLoopTest {
    private final MultiThreadIoEventLoopGroup home = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final DeafLoop deaf = new DeafLoop();
    private final Channel channel = new LocalChannel();
    private final CompletableFuture<Boolean> lost = new CompletableFuture<>();
    private final ToTheDeaf placement = new ToTheDeaf();
    private ConnectionLoop loop;

    /** Registers nothing, and does not say so. */
    private static final class DeafLoop extends MultiThreadIoEventLoopGroup {
        private volatile boolean givesUp = true;

        DeafLoop() {
            super(1, LocalIoHandler.newFactory());
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory io, Object... none) {
            return new SingleThreadIoEventLoop(this, executor, io) {
                @Override
                public ChannelFuture register(Channel channel) {
                    return new DefaultChannelPromise(channel, this);
                }

                @Override
                public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                    return givesUp ? super.schedule(task, delay, unit) : super.schedule(task, 1, TimeUnit.HOURS);
                }
            };
        }
    }

    private final class ToTheDeaf implements Placement {
        private volatile int generation;

        @Override
        public int generation() {
            return generation;
        }

        @Override
        public EventLoop next() {
            return deaf.next();
        }
    }

    @BeforeEach
    void register() throws InterruptedException {
        home.register(channel).sync();
        loop = new ConnectionLoop(channel, placement, () -> lost.complete(true));
    }

    @AfterEach
    void end() {
        home.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        deaf.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void shouldCloseAConnectionThatNoOtherLoopTakes() throws Exception {
        placement.generation = 1;
        loop.execute(loop::settle);

        assertThat(lost.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(channel.isOpen()).isFalse();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.execute(() -> done.complete(true));
        assertThat(done.get(10, TimeUnit.SECONDS)).as("a task ends").isTrue();
    }

    @Test
    void shouldNotRunATimerThatWasCancelledWhileTheConnectionMoves() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        deaf.givesUp = false;
        placement.generation = 1;
        loop.execute(() -> {
            var timer = loop.schedule(10, () -> ran.complete(true));
            loop.settle(); // when its time comes the connection is nowhere, and stays there
            Runnable end = () -> {
                timer.cancel();
                channel.unsafe().closeForcibly(); // what still waits for the connection runs now
                loop.schedule(10, () -> over.complete(true));
            };
            home.next().schedule(end, 20, TimeUnit.MILLISECONDS);
        });

        assertThat(over.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isNotDone();
    }
}
