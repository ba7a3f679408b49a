package dev.leat.broker.main;

import dev.leat.broker.cluster.ClusterApplier;
import dev.leat.broker.config.BrokerConfig;
import dev.leat.broker.config.TopicConfig;
import dev.leat.broker.partition.PartitionSettings;
import dev.leat.controller.cluster.TopicImage;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.DecompressionLimit;
import dev.leat.protocol.record.TimestampType;
import dev.leat.protocol.record.ValidationRules;
import dev.leat.storage.log.LogConfig;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Translates topic settings into what validation and storage go by. */
final class TopicSettingsMapping implements ClusterApplier.TopicSettingsSource {
    private final Supplier<BrokerConfig> config;

    TopicSettingsMapping(Supplier<BrokerConfig> config) {
        this.config = config;
    }

    @Override
    public PartitionSettings of(TopicImage topic) {
        BrokerConfig broker = config.get();
        TopicConfig settings = TopicConfig.of(topic.configs(), broker);
        return new PartitionSettings(
                validation(settings),
                log(settings, broker, jitterOf(topic, settings)),
                settings.replication().minInsyncReplicas(),
                settings.segments().fileDeleteDelayMs());
    }

    private static ValidationRules validation(TopicConfig topic) {
        TopicConfig.Intake intake = topic.intake();
        return new ValidationRules(
                topic.compaction().compact(),
                timestampType(intake),
                intake.timestampBeforeMaxMs(),
                intake.timestampAfterMaxMs(),
                intake.maxMessageBytes(),
                compression(intake.compressionType()),
                DecompressionLimit.DEFAULT.withMaxRecordBytes(intake.maxDecompressedMessageBytes()));
    }

    private static TimestampType timestampType(TopicConfig.Intake intake) {
        return intake.logAppendTime() ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
    }

    private static @Nullable Compression compression(String name) {
        return switch (name) {
            case "producer" -> null;
            case "uncompressed" -> Compression.NONE;
            default -> Compression.of(CompressionType.valueOf(name.toUpperCase(Locale.ROOT)));
        };
    }

    /** Settings of a log whose topic is not known yet. */
    LogConfig logDefaults() {
        return log(config.get().topicDefaults(), config.get(), 0);
    }

    /** A topic's share of segment.jitter.ms: always the same for one topic, different from topic to topic. */
    private static long jitterOf(TopicImage topic, TopicConfig settings) {
        long most = settings.segments().segmentJitterMs();
        return most <= 0 ? 0 : Math.floorMod(topic.id().low(), most);
    }

    private static LogConfig log(TopicConfig topic, BrokerConfig broker, long jitterMs) {
        return LogConfig.builder()
                .segmentBytes(topic.segments().segmentBytes())
                .segmentMs(topic.segments().segmentMs())
                .segmentJitterMs(jitterMs)
                .segmentIndexBytes(topic.segments().segmentIndexBytes())
                .indexIntervalBytes(topic.segments().indexIntervalBytes())
                .retentionMs(topic.retention().ms())
                .retentionBytes(topic.retention().bytes())
                .flushMessages(topic.flush().messages())
                .flushMs(topic.flush().ms())
                .cleanupPolicy(topic.retention().delete(), topic.compaction().compact())
                .maxMessageBytes(topic.intake().maxMessageBytes())
                .timestampType(timestampType(topic.intake()))
                .producerExpirationMs(broker.storage().producerIdExpirationMs())
                .maxProducers(broker.storage().maxProducersPerPartition())
                .build();
    }
}
