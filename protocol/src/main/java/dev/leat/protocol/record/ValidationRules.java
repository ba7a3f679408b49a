package dev.leat.protocol.record;

import dev.leat.base.Check;
import org.jspecify.annotations.Nullable;

/**
 * What a topic asks of the batches producers send; the names behind each are Kafka's topic settings.
 *
 * @param compacted            whether every record needs a key ({@code cleanup.policy} contains {@code compact})
 * @param timestampType        whose time counts ({@code message.timestamp.type})
 * @param timestampBeforeMaxMs most ms a create time may lie in the past ({@code message.timestamp.before.max.ms})
 * @param timestampAfterMaxMs  most ms a create time may lie in the future ({@code message.timestamp.after.max.ms})
 * @param maxMessageBytes      largest batch, as sent and as stored ({@code max.message.bytes})
 * @param compression          how batches are stored ({@code compression.type}); null leaves it to the producer
 * @param decompression        how far a compressed batch may unpack, with {@code max.decompressed.message.bytes} in it
 */
public record ValidationRules(
        boolean compacted,
        TimestampType timestampType,
        long timestampBeforeMaxMs,
        long timestampAfterMaxMs,
        int maxMessageBytes,
        @Nullable Compression compression,
        DecompressionLimit decompression) {
    /** Kafka's defaults for a topic. */
    public static final ValidationRules DEFAULT = new ValidationRules(
            false, TimestampType.CREATE_TIME, Long.MAX_VALUE, 3_600_000, 1_048_588, null, DecompressionLimit.DEFAULT);

    public ValidationRules {
        Check.atLeast(0, timestampBeforeMaxMs, "timestampBeforeMaxMs");
        Check.atLeast(0, timestampAfterMaxMs, "timestampAfterMaxMs");
        Check.atLeast(0, maxMessageBytes, "maxMessageBytes");
    }
}
