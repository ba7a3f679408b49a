package dev.leat.broker.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/**
 * The counters of one subsystem. Adding is lock-free, from any thread, without allocation.
 *
 * @param <E> the enum that names them
 */
public final class Counters<E extends Enum<E> & Metric> {
    private final Map<E, LongAdder> adders; // filled once, then only read

    /** All counters of {@code type} at zero. */
    public Counters(Class<E> type) {
        adders = new EnumMap<>(type);
        for (E metric : type.getEnumConstants()) {
            adders.put(metric, new LongAdder());
        }
    }

    public void increment(E metric) {
        adder(metric).increment();
    }

    public void add(E metric, long amount) {
        adder(metric).add(amount);
    }

    /** The count so far; adds that happen at the same time may or may not be in it. */
    public long get(E metric) {
        return adder(metric).sum();
    }

    void forEach(ObjLongConsumer<Metric> consumer) {
        adders.forEach((metric, adder) -> consumer.accept(metric, adder.sum()));
    }

    private LongAdder adder(E metric) {
        return Objects.requireNonNull(adders.get(metric));
    }
}
