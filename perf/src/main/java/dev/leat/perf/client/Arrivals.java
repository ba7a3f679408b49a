package dev.leat.perf.client;

/** Hears of records that a consumer gave out, on the thread that polls. */
@FunctionalInterface
public interface Arrivals {
    /** Stands for the stamp of a value of less than eight bytes. */
    long NO_STAMP = 0;

    /**
     * One more record.
     *
     * @param bytes of key and value
     * @param stamp the first eight bytes of the value
     */
    void arrived(int bytes, long stamp);
}
