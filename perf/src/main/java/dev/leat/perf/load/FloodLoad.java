package dev.leat.perf.load;

import dev.leat.perf.client.Acknowledgement;
import dev.leat.perf.client.Counts;
import dev.leat.perf.client.Latencies;
import dev.leat.perf.client.Payloads;
import dev.leat.perf.client.RecordSender;
import dev.leat.perf.client.Tally;
import org.jspecify.annotations.Nullable;

/** Records through a library's producer, as fast as it takes them, or at a rate that is below that. */
final class FloodLoad extends ThreadedLoad {
    private final RecordSender sender;
    private final Payloads payloads;
    private final Settings settings;
    private final boolean everyPartition;
    private final Tally tally = new Tally();
    private final Acknowledgement acknowledgement;

    /** @param everyPartition whether records go to all partitions in turn, in place of where the library chooses */
    FloodLoad(RecordSender sender, Settings settings, boolean everyPartition) {
        this.sender = sender;
        this.settings = settings;
        this.everyPartition = everyPartition;
        payloads = new Payloads(settings.recordBytes());
        int bytes = settings.recordBytes();
        acknowledgement = new Acknowledgement() {
            @Override
            protected void done(@Nullable Exception failure) {
                if (failure == null) {
                    tally.add(1, bytes);
                } else {
                    failed(failure);
                }
            }
        };
    }

    @Override
    public void start() {
        for (int thread = 0; thread < settings.threads(); thread++) {
            repeat("sender-" + thread, sending(thread));
        }
        super.start();
    }

    private Step sending(int thread) {
        Pacer pacer = settings.rate() > 0 ? Pacer.real(settings.rate() / settings.threads()) : null;
        return new Step() {
            private long number = thread;

            @Override
            public void run() {
                if (pacer != null) {
                    pacer.awaitNext();
                }
                int partition = everyPartition ? (int) (number % settings.partitions()) : RecordSender.ANY_PARTITION;
                sender.send(partition, payloads.at(number), acknowledgement);
                number += settings.threads();
            }
        };
    }

    @Override
    public Counts counts() {
        return tally.counts();
    }

    @Override
    public @Nullable Latencies latencies() {
        return null;
    }

    @Override
    public void close() throws InterruptedException {
        stop(() -> {});
        sender.close();
    }
}
