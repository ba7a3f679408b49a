package dev.leat.cli.verb;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Blocks the main thread for answers: the clients below never block. */
public final class Waiting {
    private Waiting() {}

    /**
     * The result of {@code answer}, which has its own time-out.
     *
     * @throws ClientException what the answer failed with
     */
    public static <T> T on(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            Throwable inner = ClientErrors.unwrap(failure);
            throw inner instanceof RuntimeException known ? known : new IllegalStateException(inner);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
