package dev.leat.client.net;

import dev.leat.base.MonotonicClock;
import dev.leat.base.Scheduler;
import dev.leat.client.Seams;
import dev.leat.client.auth.Security;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads and buffers that a client's connections share, and its clock and timers.
 *
 * <p>Any thread may call. {@link #close} ends the threads; connections that are still open end with them.
 */
public final class ClientNetwork implements AutoCloseable {
    private static final long SHUTDOWN_TIMEOUT_MS = 2_000;

    /** First, so that nothing else of Netty is set up here while another thread is at it. */
    private final Transport transport = Transport.best();

    private final NetworkConfig config;
    private final Seams seams;
    private final SharedLoop loop;
    private final Sockets sockets;
    private final Addresses addresses;
    private final CanonicalNames names;
    private final Opener opener;
    private final ReceiveAllocator receiveBuffers = new ReceiveAllocator();

    /** In the clear, as nobody; time-outs by {@code clock}. */
    public ClientNetwork(NetworkConfig config, MonotonicClock clock) {
        this(config, Security.NONE, new Seams(clock, () -> 0, () -> 0, () -> 0));
    }

    /** Throws {@code MisuseException} if a store of certificates cannot be used. */
    public ClientNetwork(NetworkConfig config, Security security, Seams seams) {
        this.config = config;
        this.seams = seams;
        TlsClient tls = security.tls() == null ? null : new TlsClient(security.tls());
        loop = new SharedLoop(
                new DefaultThreadFactory("leat-client", true), transport.ioHandler(), transport.leavesInterrupts());
        sockets = new Sockets(transport, loop, config, tls, receiveBuffers);
        addresses = new Addresses(loop, seams.hosts());
        names = new CanonicalNames(loop, seams.hosts());
        opener = new Opener(config, seams, security.credentials(), sockets, addresses);
    }

    /** Opens a connection and agrees on versions; fails as {@code RetriableException} if nobody answers there. */
    public CompletableFuture<Connection> connect(HostPort address) {
        return connect(address, config.connectTimeoutMs(), null);
    }

    /**
     * As {@link #connect(HostPort)}.
     *
     * @param timeoutMs for the look-up of the name and the TCP connection together, in ms
     * @param expected if another broker answers this fails with {@code REBOOTSTRAP_REQUIRED}; null to take anyone
     */
    public CompletableFuture<Connection> connect(HostPort address, int timeoutMs, @Nullable ExpectedBroker expected) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        // Not on the caller's thread: a process's first connection takes long, and the caller has other things to
        // begin.
        if (!loop.tryExecute(() -> opener.open(address, timeoutMs, expected, result))) {
            result.completeExceptionally(Failures.closedHere(address.toString()));
        }
        return result;
    }

    /**
     * The full names that belong to the addresses of {@code address}, each once and with its port (KIP-235); fails as {@code
     * RetriableException} if its name is not known.
     */
    public CompletableFuture<List<HostPort>> canonicalNames(HostPort address) {
        CompletableFuture<List<HostPort>> result = new CompletableFuture<>();
        if (!loop.tryExecute(() -> names.find(address, config.connectTimeoutMs(), result))) {
            result.completeExceptionally(Failures.closedHere(address.toString()));
        }
        return result;
    }

    /**
     * What serves the connections. Everything that completes or listens runs on it, by one thread at a time, and must not
     * block.
     */
    public EventExecutor loop() {
        return loop;
    }

    /**
     * Serves the connections on the calling thread until {@code done} or for {@code nanos}, a day at most, instead of waiting
     * for the loop's own thread to do so.
     *
     * @param done looked at when something has happened on the loop, or {@link #tell} was called
     * @return false if that is not possible now: the caller has to wait in another way
     */
    public boolean serve(BooleanSupplier done, long nanos) {
        return loop.serve(done, nanos);
    }

    /** Makes who serves the loop look whether that is to end. Any thread. */
    public void tell() {
        loop.tell();
    }

    /**
     * Runs {@code task} on {@link #loop()}: at once for a caller that is on it.
     *
     * @return false after {@link #close}: it is not run then
     */
    public boolean onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return true;
        }
        return !loop.isShuttingDown() && loop.tryExecute(task);
    }

    /** Timers on {@link #loop()}. */
    public Scheduler scheduler() {
        return (delayMs, task) -> {
            Future<?> timer = loop.schedule(task, delayMs, TimeUnit.MILLISECONDS);
            return () -> timer.cancel(false);
        };
    }

    public NetworkConfig config() {
        return config;
    }

    /** Where this client's buffers come from. */
    public ByteBufAllocator allocator() {
        return Sockets.ALLOCATOR;
    }

    public MonotonicClock clock() {
        return seams.clock();
    }

    private void closeWhatIsOpen() {
        sockets.close();
        addresses.close();
        names.close();
    }

    /** Ends the threads, and waits shortly for it unless called on one of them. */
    @Override
    public void close() {
        onLoop(this::closeWhatIsOpen);
        Future<?> ended = loop.shutdownGracefully(0, SHUTDOWN_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        if (!loop.inEventLoop()) {
            ended.awaitUninterruptibly(SHUTDOWN_TIMEOUT_MS);
        }
        receiveBuffers.close();
    }
}
