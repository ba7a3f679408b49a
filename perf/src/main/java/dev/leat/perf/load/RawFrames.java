package dev.leat.perf.load;

import dev.leat.cli.output.CliFailure;
import dev.leat.client.net.HostPort;
import dev.leat.perf.client.LoadFailure;
import dev.leat.perf.client.raw.Batch;
import dev.leat.perf.client.raw.Frame;
import dev.leat.perf.client.raw.Frames;
import dev.leat.perf.client.raw.RefusedException;
import dev.leat.perf.client.raw.TopicMetadata;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import java.io.IOException;

/** The frames that settings ask for. */
final class RawFrames {
    private static final int CATCH_UP_WAIT_MS = 0;
    private static final int TAIL_WAIT_MS = 500; // Kafka's fetch.max.wait.ms

    private RawFrames() {}

    /** @param broker that may be asked beforehand how its answers look */
    static Frame of(Settings settings, HostPort broker) throws IOException {
        return switch (settings.api()) {
            case PRODUCE -> produce(settings);
            case FETCH -> Frames.fetch(settings.topic(), settings.requestBytes(), CATCH_UP_WAIT_MS);
            case API_VERSIONS -> Frames.apiVersions();
            case METADATA -> metadata(settings, broker);
        };
    }

    private static Frame metadata(Settings settings, HostPort broker) throws IOException {
        try {
            return TopicMetadata.frame(broker, settings.topic(), settings.partitions());
        } catch (RefusedException refused) {
            throw LoadFailure.of(refused);
        }
    }

    /** A batch of {@code requestBytes}. */
    static Frame produce(Settings settings) {
        checkAcks(settings);
        Batch batch = Batch.of(
                settings.requestBytes(), settings.recordBytes(), compression(settings), System.currentTimeMillis());
        return Frames.produce(settings.topic(), settings.acksCode(), batch);
    }

    /** A batch of one record. */
    static Frame single(Settings settings) {
        return produce(settings.toBuilder().requestBytes(1).build());
    }

    /** One record that carries the time at which it was due. */
    static Frame stamped(Settings settings) {
        checkAcks(settings);
        return Frames.produceStamped(
                settings.topic(),
                settings.acksCode(),
                Math.max(Long.BYTES, settings.recordBytes()),
                System.currentTimeMillis());
    }

    /** A fetch that waits for the next record. */
    static Frame tail(Settings settings) {
        return Frames.fetch(settings.topic(), settings.requestBytes(), TAIL_WAIT_MS);
    }

    private static void checkAcks(Settings settings) {
        if (settings.acksCode() == 0) {
            throw new CliFailure(
                    "the raw client counts answers, and with acks=0 there are none",
                    null,
                    "",
                    "the same with --acks 1, or with --client leat",
                    null);
        }
    }

    private static Compression compression(Settings settings) {
        CompressionType type = CompressionType.forConfigName(settings.compression());
        if (type == null || !type.isAvailable()) {
            throw new CliFailure(
                    "there is no compression '" + settings.compression() + "' here",
                    null,
                    "",
                    "one of none, gzip, snappy, lz4, zstd",
                    null);
        }
        return Compression.of(type);
    }
}
