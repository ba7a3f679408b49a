package dev.leat.broker.main;

import dev.leat.protocol.model.TopicPartition;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import dev.leat.storage.log.LogDirectory;
import dev.leat.storage.log.LogDirectoryLoader;
import dev.leat.storage.log.PartitionLog;
import dev.leat.storage.log.RecoveryListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the data directory beside the rest of the start, partitions in parallel. */
final class LogsLoading implements RecoveryListener {
    private static final Logger LOG = LoggerFactory.getLogger(LogsLoading.class);
    private static final int LOGS_PER_REPORT = 500;

    private LogsLoading() {}

    static CompletableFuture<LogDirectory> start(
            Dir data, TopicSettingsMapping settings, BrokerEnvironment environment, BrokerThreads threads) {
        LogDirectoryLoader loader = new LogDirectoryLoader(
                data,
                partition -> settings.logDefaults(),
                new LogsLoading(),
                environment.wall().millis());
        CompletableFuture<LogDirectory> loading = new CompletableFuture<>();
        Thread waiting = NamedThreads.daemon("leat-load").newThread(() -> load(loader, threads.background(), loading));
        waiting.start();
        return loading;
    }

    private static void load(LogDirectoryLoader loader, Executor workers, CompletableFuture<LogDirectory> result) {
        try {
            result.complete(loader.load(workers));
        } catch (StorageException | CompletionException e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    public void segmentRecovered(TopicPartition partition, long baseOffset, long scannedBytes, long cutBytes) {
        if (scannedBytes > 0) {
            LOG.info("{} segment {}: checked {} bytes, cut {}", partition, baseOffset, scannedBytes, cutBytes);
        }
    }

    @Override
    public void logLoaded(PartitionLog log, int done, int total) {
        if (done == total || done % LOGS_PER_REPORT == 0) {
            LOG.info("{} of {} logs are open", done, total);
        }
    }
}
