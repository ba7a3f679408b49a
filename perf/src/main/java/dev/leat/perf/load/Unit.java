package dev.leat.perf.load;

import dev.leat.perf.client.Counts;
import java.util.function.ToDoubleFunction;

/** What a workload's speed is told in while it runs. */
enum Unit {
    MEGABYTES("MB/s", counts -> counts.bytes() / 1e6),
    RECORDS("records/s", Counts::records),
    REQUESTS("requests/s", Counts::requests);

    private final String perSecond;
    private final ToDoubleFunction<Counts> of;

    Unit(String perSecond, ToDoubleFunction<Counts> of) {
        this.perSecond = perSecond;
        this.of = of;
    }

    String perSecond() {
        return perSecond;
    }

    double of(Counts counts) {
        return of.applyAsDouble(counts);
    }
}
