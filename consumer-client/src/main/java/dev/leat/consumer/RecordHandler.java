package dev.leat.consumer;

/** Gets records as they come; see {@link Consumer#onRecords}. */
@FunctionalInterface
public interface RecordHandler<K, V> {
    /**
     * Works on what one poll gave; the records are gone when this returns, and count as done for automatic commits.
     *
     * @throws Exception what ends the subscription; none of these records counts as done then
     */
    void onRecords(Records<K, V> records) throws Exception;
}
