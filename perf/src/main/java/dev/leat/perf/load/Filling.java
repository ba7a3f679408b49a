package dev.leat.perf.load;

import dev.leat.perf.client.LoadFailure;
import dev.leat.perf.client.raw.Frame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Fills a topic that is to be read, by bare requests. */
final class Filling {
    private static final int BATCH_BYTES = 256 << 10;
    private static final int IN_FLIGHT = 2;
    private static final int MS_BETWEEN_LOOKS = 10;

    private Filling() {}

    /** Writes until {@code topic} has so many records that their values alone are {@code settings.fillBytes()}. */
    static void atLeast(TestTopic topic, Settings settings, Progress progress)
            throws IOException, InterruptedException {
        long wanted = Math.max(1, settings.fillBytes() / settings.recordBytes()) - topic.records();
        if (wanted <= 0) {
            return;
        }
        progress.doing("filling topic " + settings.topic());
        int batchBytes = (int) Math.min(BATCH_BYTES, Math.max(1, wanted * settings.recordBytes()));
        Frame frame = RawFrames.produce(
                settings.toBuilder().acks("1").requestBytes(batchBytes).build());
        int connections = Math.min(2, settings.partitions());
        try (RawLoad load = new RawLoad(topic.routes(connections, false), frame, IN_FLIGHT, 1)) {
            load.start();
            while (load.counts().records() < wanted) {
                Exception failure = load.failure();
                if (failure != null) {
                    throw LoadFailure.of(failure);
                }
                TimeUnit.MILLISECONDS.sleep(MS_BETWEEN_LOOKS);
            }
        }
    }
}
