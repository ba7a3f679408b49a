package dev.leat.perf.result;

/**
 * One number that a run found.
 *
 * @param name  stable key, such as {@code recordsPerSecond} or {@code brokerCpuSecondsPerGb}; listed in docs/PERF.md
 * @param unit  of {@code value}, such as {@code records/s}, {@code s/GB}, {@code us}
 * @param value the number
 * @param better which way is better
 */
public record Figure(String name, String unit, double value, Better better) {
    /** Which way a figure is better. */
    public enum Better {
        HIGHER,
        LOWER
    }
}
