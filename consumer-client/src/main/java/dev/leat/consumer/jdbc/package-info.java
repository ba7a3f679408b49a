/**
 * Progress of a group in a database: results and offsets in one transaction.
 *
 * <p>Owner thread: the polling thread. May import: {@code java.sql}, {@code protocol.model}, {@code client.error},
 * {@code consumer}.
 *
 * <p>One table, a row per partition that was ever claimed:
 * <pre>
 * group_id      VARCHAR  key
 * topic         VARCHAR  key
 * partition_no  INT      key
 * next_offset   BIGINT   next record to read; null while nothing is stored
 * leader_epoch  INT      epoch of the last record that is done, or -1
 * remark        VARCHAR  the application's own
 * owner         VARCHAR  id of the member that claimed it last
 * </pre>
 */
@org.jspecify.annotations.NullMarked
package dev.leat.consumer.jdbc;
