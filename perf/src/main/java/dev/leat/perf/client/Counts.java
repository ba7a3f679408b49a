package dev.leat.perf.client;

/**
 * How much was done, up to a moment or between two.
 *
 * @param bytes    of records: keys and values where a client shows them, whole batches where frames are bare
 * @param requests 0 where a client does not show them
 */
public record Counts(long records, long bytes, long requests) {
    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts plus(Counts more) {
        return new Counts(records + more.records, bytes + more.bytes, requests + more.requests);
    }

    public Counts minus(Counts earlier) {
        return new Counts(records - earlier.records, bytes - earlier.bytes, requests - earlier.requests);
    }
}
