package dev.leat.storage.log;

import dev.leat.storage.fs.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Work on several logs side by side. */
final class ParallelTasks {
    private final Executor executor;
    private final List<CompletableFuture<Void>> tasks = new ArrayList<>();

    ParallelTasks(Executor executor) {
        this.executor = executor;
    }

    interface Task {
        void run() throws StorageException;
    }

    void start(Task task) {
        tasks.add(CompletableFuture.runAsync(
                () -> {
                    try {
                        task.run();
                    } catch (StorageException e) {
                        throw new CompletionException(e);
                    }
                },
                executor));
    }

    /** Waits for all tasks, so that none still works when this returns, or throws what one of them threw. */
    void await() throws StorageException {
        try {
            CompletableFuture.allOf(tasks.toArray(new CompletableFuture<?>[0])).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StorageException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
