package dev.leat.broker.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Data directories and the work on all logs together; times in ms.
 *
 * @param logDirs                  data directories, at least one, none twice
 * @param recoveryThreadsPerDir    threads that open logs at start, at least 1
 * @param retentionCheckIntervalMs time between looks for segments to delete
 * @param recoveryPointIntervalMs  time between writes of the recovery points
 * @param startOffsetIntervalMs    time between writes of the log start offsets
 * @param flushCheckIntervalMs     time between looks for logs to flush by age, {@link Long#MAX_VALUE} for never
 * @param producerIdExpirationMs   idle time after which a partition forgets a producer
 * @param maxProducersPerPartition idempotent producers that a partition remembers
 */
public record StorageConfig(
        List<Path> logDirs,
        int recoveryThreadsPerDir,
        long retentionCheckIntervalMs,
        long recoveryPointIntervalMs,
        long startOffsetIntervalMs,
        long flushCheckIntervalMs,
        long producerIdExpirationMs,
        int maxProducersPerPartition) {

    public StorageConfig {
        logDirs = List.copyOf(logDirs);
    }

    static StorageConfig from(BrokerConfig config) {
        List<String> dirs = config.find(StorageSettings.LOG_DIRS);
        List<String> given = dirs == null ? List.of(config.get(StorageSettings.LOG_DIR)) : dirs;
        return new StorageConfig(
                given.stream().map(StorageConfig::pathOf).distinct().toList(),
                config.get(StorageSettings.RECOVERY_THREADS),
                config.get(StorageSettings.RETENTION_CHECK_INTERVAL_MS),
                config.get(StorageSettings.RECOVERY_POINT_INTERVAL_MS),
                config.get(StorageSettings.START_OFFSET_INTERVAL_MS),
                config.get(LogSettings.FLUSH_SCHEDULER_INTERVAL_MS),
                config.get(StorageSettings.PRODUCER_ID_EXPIRATION_MS),
                config.get(StorageSettings.MAX_PRODUCERS));
    }

    private static Path pathOf(String text) {
        try {
            return Path.of(text).normalize();
        } catch (InvalidPathException unusable) {
            throw new ConfigException("Invalid value '" + text + "' for log.dirs: " + unusable.getReason());
        }
    }
}
