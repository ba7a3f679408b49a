package dev.leat.client.net;

import io.netty.util.concurrent.Future;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about names of hosts. Each question has a thread that lives for it, since a resolver may hang, and nothing
 * interrupts it then; who asks the same meanwhile waits for the same answer, so that there is one thread per name at most.
 *
 * <p>On the loop, but for the asking.
 */
final class NameLookups<T> {
    private final SharedLoop loop;
    private final Question<T> question;
    private final Map<String, List<CompletableFuture<T>>> waiting = new HashMap<>();
    private boolean closed;

    /** Asks the resolver, and waits for it. */
    interface Question<T> {
        T ask(String host) throws UnknownHostException;
    }

    NameLookups(SharedLoop loop, Question<T> question) {
        this.loop = loop;
        this.question = question;
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
        List<CompletableFuture<T>> others = waiting.get(host);
        if (others == null) {
            begin(host);
            others = new ArrayList<>();
            waiting.put(host, others);
        }
        others.add(answer);
        Future<?> timer = loop.schedule(() -> giveUp(host, answer), timeoutMs, TimeUnit.MILLISECONDS);
        answer.whenComplete((found, failure) -> timer.cancel(false));
        return answer;
    }

    private void begin(String host) {
        Thread thread = new Thread(() -> ask(host), "leat-client-names");
        thread.setDaemon(true);
        thread.start();
    }

    private void ask(String host) {
        try {
            T found = question.ask(host);
            loop.tryExecute(() -> settle(host, found, null));
        } catch (Exception | Error failure) {
            loop.tryExecute(() -> settle(host, null, failure));
        }
    }

    private void settle(String host, @Nullable T found, @Nullable Throwable failure) {
        List<CompletableFuture<T>> answers = waiting.remove(host);
        if (answers == null) {
            return; // closed
        }
        for (CompletableFuture<T> answer : answers) {
            if (found != null) {
                answer.complete(found);
            } else {
                answer.completeExceptionally(failure == null ? new UnknownHostException(host) : failure);
            }
        }
    }

    /** The thread goes on: who asks again later may find its answer. */
    private void giveUp(String host, CompletableFuture<T> answer) {
        List<CompletableFuture<T>> all = waiting.get(host);
        if (all != null) {
            all.remove(answer);
        }
        answer.completeExceptionally(new TimeoutException("looking up " + host));
    }

    /** Nobody waits any more; a thread whose resolver hangs ends with it. */
    void close() {
        closed = true;
        List<List<CompletableFuture<T>>> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(answers -> answers.forEach(answer -> answer.cancel(false)));
    }
}
