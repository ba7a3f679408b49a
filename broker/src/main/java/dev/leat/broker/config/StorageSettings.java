package dev.leat.broker.config;

import static dev.leat.broker.config.SettingType.INT;
import static dev.leat.broker.config.SettingType.LIST;
import static dev.leat.broker.config.SettingType.LONG;
import static dev.leat.broker.config.SettingType.STRING;
import static dev.leat.broker.config.Unit.COUNT;
import static dev.leat.broker.config.Unit.MS;

import java.util.List;

/** Data directories and the work done on all logs of a broker together. */
public final class StorageSettings {
    public static final Setting<String> LOG_DIR = Setting.of("log.dir", STRING, "leat-data")
            .in(new Range<>("a path", path -> !path.isEmpty()))
            .doc("Directory that holds the data, when log.dirs is not given.");

    public static final Setting<List<String>> LOG_DIRS = Setting.of("log.dirs", LIST, (List<String>) null)
            .in(Range.filledList())
            .doc("Directories that hold the data; new partitions are spread over them.");

    public static final Setting<Integer> RECOVERY_THREADS = Setting.of("num.recovery.threads.per.data.dir", INT, 2)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Threads per data directory that open and recover logs at start.");

    public static final Setting<Long> RETENTION_CHECK_INTERVAL_MS = Setting.of(
                    "log.retention.check.interval.ms", LONG, 300_000L)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("How often to look for segments past their retention.");

    public static final Setting<Integer> RECOVERY_POINT_INTERVAL_MS = Setting.of(
                    "log.flush.offset.checkpoint.interval.ms", INT, 60_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("How often the recovery points are written down; recovery reads only past them.");

    public static final Setting<Integer> START_OFFSET_INTERVAL_MS = Setting.of(
                    "log.flush.start.offset.checkpoint.interval.ms", INT, 60_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .doc("How often the log start offsets are written down.");

    public static final Setting<Integer> PRODUCER_ID_EXPIRATION_MS = Setting.of(
                    "producer.id.expiration.ms", INT, 86_400_000)
            .in(Range.atLeast(1))
            .unit(MS)
            .scope(Scope.CLUSTER_WIDE)
            .doc("A partition forgets the sequence numbers of a producer that wrote nothing to it for this long.");

    public static final Setting<Integer> MAX_PRODUCERS = Setting.of("leat.partition.max.producers", INT, 10_000)
            .in(Range.atLeast(1))
            .unit(COUNT)
            .doc("Idempotent producers that one partition remembers; past it the one idle longest is forgotten.");

    /** All of them, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            LOG_DIR,
            LOG_DIRS,
            RECOVERY_THREADS,
            RETENTION_CHECK_INTERVAL_MS,
            RECOVERY_POINT_INTERVAL_MS,
            START_OFFSET_INTERVAL_MS,
            PRODUCER_ID_EXPIRATION_MS,
            MAX_PRODUCERS);

    private StorageSettings() {}
}
