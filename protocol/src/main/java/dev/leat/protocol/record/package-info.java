/**
 * Record batches of format 2: read as views over the buffer they arrived in, built, compressed, checked.
 *
 * <p>Layout of a batch (KIP-98), big endian; {@link dev.leat.protocol.record.BatchLayout} names the positions:
 *
 * <pre>
 * position size field
 *        0    8 baseOffset            offset of the first record, set by the partition leader
 *        8    4 batchLength           bytes after this field
 *       12    4 partitionLeaderEpoch  set by the partition leader, -1 before
 *       16    1 magic                 2
 *       17    4 crc                   CRC-32C of everything from attributes to the end
 *       21    2 attributes            bits 0-2 codec, 3 log append time, 4 transactional, 5 control, 6 delete horizon
 *       23    4 lastOffsetDelta       last offset = baseOffset + this; survives compaction
 *       27    8 baseTimestamp         ms; the delete horizon instead, if its bit is set
 *       35    8 maxTimestamp          ms; the time of every record, if the log append time bit is set
 *       43    8 producerId            -1 without idempotence
 *       51    2 producerEpoch         -1 without idempotence
 *       53    4 baseSequence          -1 without idempotence and in control batches
 *       57    4 recordCount
 *       61      records               compressed as one stream by the codec
 * </pre>
 *
 * <p>A record, inside that stream; varints are zigzag encoded:
 *
 * <pre>
 * length         varint   bytes after this field
 * attributes     1 byte   unused
 * timestampDelta varlong  to baseTimestamp
 * offsetDelta    varint   to baseOffset
 * keyLength      varint   -1 is null
 * key            bytes
 * valueLength    varint   -1 is null
 * value          bytes
 * headerCount    varint
 * headers        each: name length varint, name UTF-8, value length varint (-1 is null), value
 * </pre>
 *
 * <p>Base offset and leader epoch lie outside the CRC, so a leader numbers a batch in place. Bytes that break the format
 * throw the checked {@link dev.leat.protocol.record.CorruptBatchException}, nothing else.
 *
 * <p>Owner thread: the thread that holds the buffer; everything without a buffer is immutable or stateless. May import:
 * {@code base}, {@code protocol.error}, {@code protocol.wire}, Netty's buffers, the compression libraries.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.protocol.record;
