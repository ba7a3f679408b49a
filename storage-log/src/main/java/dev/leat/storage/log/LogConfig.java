package dev.leat.storage.log;

import dev.leat.base.Check;
import dev.leat.protocol.record.TimestampType;
import dev.leat.storage.segment.RollLimits;
import dev.leat.storage.segment.SegmentOptions;

/**
 * The settings of a topic that storage goes by; names and defaults are Apache Kafka's, see the builder.
 *
 * @param segmentBytes {@code segment.bytes}
 * @param segmentMs {@code segment.ms}
 * @param segmentJitterMs {@code segment.jitter.ms}, as drawn for this log: taken off {@code segmentMs}
 * @param segmentIndexBytes {@code segment.index.bytes}
 * @param indexIntervalBytes {@code index.interval.bytes}
 * @param retentionMs {@code retention.ms}, -1 for ever
 * @param retentionBytes {@code retention.bytes}, -1 without limit
 * @param flushMessages {@code flush.messages}
 * @param flushMs {@code flush.ms}
 * @param delete whether {@code cleanup.policy} has "delete"
 * @param compact whether {@code cleanup.policy} has "compact"
 * @param maxMessageBytes {@code max.message.bytes}
 * @param timestampType {@code message.timestamp.type}
 * @param producerExpirationMs {@code producer.id.expiration.ms} of the broker
 * @param maxProducers producers remembered at most; not a setting of Kafka, which has no limit
 */
public record LogConfig(
        int segmentBytes,
        long segmentMs,
        long segmentJitterMs,
        int segmentIndexBytes,
        int indexIntervalBytes,
        long retentionMs,
        long retentionBytes,
        long flushMessages,
        long flushMs,
        boolean delete,
        boolean compact,
        int maxMessageBytes,
        TimestampType timestampType,
        long producerExpirationMs,
        int maxProducers) {
    public static final LogConfig DEFAULTS = builder().build();

    public LogConfig {
        Check.atLeast(1, segmentBytes, "segment.bytes");
        Check.atLeast(1, segmentMs, "segment.ms");
        Check.atLeast(0, segmentJitterMs, "segment.jitter.ms");
        Check.atLeast(4, segmentIndexBytes, "segment.index.bytes");
        Check.atLeast(0, indexIntervalBytes, "index.interval.bytes");
        Check.atLeast(-1, retentionMs, "retention.ms");
        Check.atLeast(-1, retentionBytes, "retention.bytes");
        Check.atLeast(1, flushMessages, "flush.messages");
        Check.atLeast(0, flushMs, "flush.ms");
        Check.atLeast(0, maxMessageBytes, "max.message.bytes");
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        return new Builder()
                .segmentBytes(segmentBytes)
                .segmentMs(segmentMs)
                .segmentJitterMs(segmentJitterMs)
                .segmentIndexBytes(segmentIndexBytes)
                .indexIntervalBytes(indexIntervalBytes)
                .retentionMs(retentionMs)
                .retentionBytes(retentionBytes)
                .flushMessages(flushMessages)
                .flushMs(flushMs)
                .cleanupPolicy(delete, compact)
                .maxMessageBytes(maxMessageBytes)
                .timestampType(timestampType)
                .producerExpirationMs(producerExpirationMs)
                .maxProducers(maxProducers);
    }

    SegmentOptions segmentOptions() {
        return new SegmentOptions(indexIntervalBytes, segmentIndexBytes);
    }

    RollLimits rollLimits() {
        return new RollLimits(segmentBytes, segmentMs - Math.min(segmentJitterMs, segmentMs));
    }

    /** Holds a default for every setting. */
    public static final class Builder {
        private int segmentBytes = 1 << 30;
        private long segmentMs = 7 * 24 * 3_600_000L;
        private long segmentJitterMs = 0;
        private int segmentIndexBytes = 10 << 20;
        private int indexIntervalBytes = 4096;
        private long retentionMs = 7 * 24 * 3_600_000L;
        private long retentionBytes = -1;
        private long flushMessages = Long.MAX_VALUE;
        private long flushMs = Long.MAX_VALUE;
        private boolean delete = true;
        private boolean compact = false;
        private int maxMessageBytes = 1_048_588;
        private TimestampType timestampType = TimestampType.CREATE_TIME;
        private long producerExpirationMs = 24 * 3_600_000L;
        private int maxProducers = 10_000;

        private Builder() {}

        public Builder segmentBytes(int value) {
            segmentBytes = value;
            return this;
        }

        public Builder segmentMs(long value) {
            segmentMs = value;
            return this;
        }

        public Builder segmentJitterMs(long value) {
            segmentJitterMs = value;
            return this;
        }

        public Builder segmentIndexBytes(int value) {
            segmentIndexBytes = value;
            return this;
        }

        public Builder indexIntervalBytes(int value) {
            indexIntervalBytes = value;
            return this;
        }

        public Builder retentionMs(long value) {
            retentionMs = value;
            return this;
        }

        public Builder retentionBytes(long value) {
            retentionBytes = value;
            return this;
        }

        public Builder flushMessages(long value) {
            flushMessages = value;
            return this;
        }

        public Builder flushMs(long value) {
            flushMs = value;
            return this;
        }

        public Builder cleanupPolicy(boolean toDelete, boolean toCompact) {
            delete = toDelete;
            compact = toCompact;
            return this;
        }

        public Builder maxMessageBytes(int value) {
            maxMessageBytes = value;
            return this;
        }

        public Builder timestampType(TimestampType value) {
            timestampType = value;
            return this;
        }

        public Builder producerExpirationMs(long value) {
            producerExpirationMs = value;
            return this;
        }

        public Builder maxProducers(int value) {
            maxProducers = value;
            return this;
        }

        public LogConfig build() {
            return new LogConfig(
                    segmentBytes,
                    segmentMs,
                    segmentJitterMs,
                    segmentIndexBytes,
                    indexIntervalBytes,
                    retentionMs,
                    retentionBytes,
                    flushMessages,
                    flushMs,
                    delete,
                    compact,
                    maxMessageBytes,
                    timestampType,
                    producerExpirationMs,
                    maxProducers);
        }
    }
}
