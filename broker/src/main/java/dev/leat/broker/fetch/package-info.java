/**
 * What a fetch wants and how it is put together: incremental sessions (KIP-227) as pure state, and the reading, waiting
 * and answering of one fetch.
 *
 * <p>Owner thread: a session belongs to one request at a time; a fetch in progress to its connection's thread. May
 * import: {@code base}, {@code protocol}, {@code storage.log}, {@code storage.segment}, {@code broker.metrics}, {@code broker.partition}, {@code broker.request}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.broker.fetch;
