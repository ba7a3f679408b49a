/**
 * One data file of a partition log with its indexes: append, read, cut, recover.
 *
 * <pre>
 * 00000000000000000000.log        batches of format 2, one after another; the name is the base offset
 * 00000000000000000000.index      see {@code storage.index}
 * 00000000000000000000.timeindex  see {@code storage.index}
 * 00000000000000000000.txnindex   aborted transactions, see {@code AbortedTxnIndex}
 * 00000000000000000000.snapshot   producers as they were before the segment, see {@code storage.producer}
 * </pre>
 *
 * <p>Owner thread: the log's writer appends, cuts and closes; any thread reads what is published. May import: {@code
 * base}, {@code protocol}, {@code storage.fs}, {@code storage.index}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.segment;
