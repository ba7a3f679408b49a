package dev.leat.broker.metrics;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/**
 * The counters of one subsystem. Adding is lock-free, from any thread, without allocation.
 *
 * @param <E> the enum that names them
 */
public final class Counters<E extends Enum<E> & Metric> {
    private final E[] metrics;
    private final LongAdder[] adders;

    /** All counters of {@code type} at zero. */
    public Counters(Class<E> type) {
        metrics = type.getEnumConstants();
        adders = new LongAdder[metrics.length];
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
    }

    public void increment(E metric) {
        adders[metric.ordinal()].increment();
    }

    public void add(E metric, long amount) {
        adders[metric.ordinal()].add(amount);
    }

    /** The count so far; adds that happen at the same time may or may not be in it. */
    public long get(E metric) {
        return adders[metric.ordinal()].sum();
    }

    void forEach(ObjLongConsumer<Metric> consumer) {
        for (E metric : metrics) {
            consumer.accept(metric, get(metric));
        }
    }
}
