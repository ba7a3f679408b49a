package dev.leat.client.net;

import io.netty.util.concurrent.Future;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about names of hosts. Each question has a thread that lives for it, since a resolver may hang, and nothing
 * interrupts it then; who asks the same meanwhile waits for the same answer. A thread that hangs is followed by another one when
 * that name is asked about again, up to a {@link Limits limit}.
 *
 * <p>On the loop, but for the asking.
 */
final class NameLookups<T> {
    private final SharedLoop loop;
    private final Question<T> question;
    private final Limits limits;
    private final ThreadFactory threads;
    private final Map<String, Name<T>> names = new HashMap<>();
    private int threadCount;
    private boolean closed;

    /** Asks the resolver, and waits for it. */
    interface Question<T> {
        T ask(String host) throws UnknownHostException;
    }

    /**
     * How many threads may ask.
     *
     * @param hungAfterMs when a thread is taken to hang, in ms
     * @param perName most threads for one name, all but the last of which hang
     * @param inAll most threads for all names; the others wait for their turn
     */
    record Limits(int hungAfterMs, int perName, int inAll) {
        static final Limits USUAL = new Limits(30_000, 3, 64);
    }

    /** Who waits for an answer about {@code host}, and who asks. */
    private static final class Name<T> {
        private final String host;
        private final List<CompletableFuture<T>> waiting = new ArrayList<>();
        private @Nullable Asker current;
        private int hung;

        Name(String host) {
            this.host = host;
        }

        boolean isIdle() {
            return waiting.isEmpty() && current == null && hung == 0;
        }

        /** Nobody waits behind this. */
        List<CompletableFuture<T>> takeWaiting() {
            List<CompletableFuture<T>> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        }
    }

    /** A thread. Its timer rings when it is taken to hang. */
    private record Asker(Future<?> timer) {}

    NameLookups(SharedLoop loop, Question<T> question) {
        this(loop, question, Limits.USUAL, task -> new Thread(task, "leat-client-names"));
    }

    /** @param threads made as daemons */
    NameLookups(SharedLoop loop, Question<T> question, Limits limits, ThreadFactory threads) {
        this.loop = loop;
        this.question = question;
        this.limits = limits;
        this.threads = threads;
    }

    /**
     * Asks about {@code host}.
     *
     * @return completes on the loop; fails with a {@link TimeoutException} if there is no answer within {@code timeoutMs}, and
     *     is cancelled by {@link #close}, or after it
     */
    CompletableFuture<T> of(String host, int timeoutMs) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (closed) {
            answer.cancel(false);
            return answer;
        }
        Name<T> name = names.computeIfAbsent(host, Name::new);
        name.waiting.add(answer);
        Future<?> timer = loop.schedule(() -> giveUp(name, answer), timeoutMs, TimeUnit.MILLISECONDS);
        answer.whenComplete((found, failure) -> timer.cancel(false));
        askIfPossible(name);
        return answer;
    }

    private void askIfPossible(Name<T> name) {
        boolean wanted = !name.waiting.isEmpty() && name.current == null;
        if (wanted && name.hung < limits.perName && threadCount < limits.inAll) {
            begin(name);
        }
    }

    private void begin(Name<T> name) {
        Runnable hangs = () -> takeToHang(name);
        Asker asker = new Asker(loop.schedule(hangs, limits.hungAfterMs, TimeUnit.MILLISECONDS));
        name.current = asker;
        threadCount++;
        try {
            Thread thread = threads.newThread(() -> ask(name, asker));
            thread.setDaemon(true);
            thread.start();
        } catch (RuntimeException | Error noThread) { // there may be too many already
            settle(name, asker, null, noThread);
        }
    }

    private void ask(Name<T> name, Asker asker) {
        try {
            T found = question.ask(name.host);
            loop.tryExecute(() -> settle(name, asker, found, null));
        } catch (Exception | Error failure) {
            loop.tryExecute(() -> settle(name, asker, null, failure));
        }
    }

    /** Its answer is welcome all the same, should it still come. */
    private void takeToHang(Name<T> name) {
        name.current = null;
        name.hung++;
        askIfPossible(name);
    }

    private void settle(Name<T> name, Asker asker, @Nullable T found, @Nullable Throwable failure) {
        threadCount--;
        if (name.current == asker) {
            asker.timer.cancel(false);
            name.current = null;
        } else {
            name.hung--;
        }
        if (found != null) {
            name.takeWaiting().forEach(answer -> answer.complete(found));
        } else if (name.current == null) { // else another thread may do better
            Throwable reason = failure == null ? new UnknownHostException(name.host) : failure;
            name.takeWaiting().forEach(answer -> answer.completeExceptionally(reason));
        }
        forgetIfIdle(name);
        List.copyOf(names.values()).forEach(this::askIfPossible); // there is a thread less
    }

    /** The thread goes on: who asks again later may find its answer. */
    private void giveUp(Name<T> name, CompletableFuture<T> answer) {
        name.waiting.remove(answer);
        forgetIfIdle(name);
        answer.completeExceptionally(new TimeoutException("looking up " + name.host));
    }

    private void forgetIfIdle(Name<T> name) {
        if (name.isIdle()) {
            names.remove(name.host, name);
        }
    }

    /** Nobody waits any more; a thread whose resolver hangs ends with it. */
    void close() {
        closed = true;
        List<Name<T>> all = List.copyOf(names.values());
        names.clear();
        all.forEach(name -> name.takeWaiting().forEach(answer -> answer.cancel(false)));
    }
}
