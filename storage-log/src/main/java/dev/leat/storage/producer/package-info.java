/**
 * What a partition remembers of its producers: sequences against duplicates and gaps (KIP-98), open transactions, and
 * the snapshot file that carries it over a restart.
 *
 * <p>The file is Apache Kafka's, version 1, big endian:
 *
 * <pre>
 * version              2   1
 * crc                  4   CRC-32C of everything after this field
 * count                4   of the entries that follow
 *   producerId         8
 *   producerEpoch      2
 *   lastSequence       4   -1 if no batch is known
 *   lastOffset         8   -1 if no batch is known
 *   offsetDelta        4   last offset less first offset of the last batch
 *   timestamp          8   greatest time of the last batch in ms
 *   coordinatorEpoch   4   of the last transaction marker, -1 before
 *   txnFirstOffset     8   of the open transaction, -1 if there is none
 * </pre>
 *
 * <p>Apache Kafka writes one entry per producer, with its last batch. We write one per remembered batch, oldest first:
 * a producer may have five batches of a partition in flight, and must find all of them again if the answers were lost
 * with the process; knowing the last one only, the broker would take the others for a gap, upon which kafka-clients
 * begin a new epoch and send them once more. Kafka reads such a file as it reads its own, as the last entry of a
 * producer counts there.
 *
 * <p>Owner thread: the log's writer. May import: {@code base}, {@code protocol}, {@code storage.fs}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.storage.producer;
