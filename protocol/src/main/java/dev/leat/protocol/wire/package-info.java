/**
 * Reading and writing of wire primitives, and payloads on their way to a socket; and, since broker and clients both begin
 * with Netty's buffers here, how these are set up ({@link dev.leat.protocol.wire.NettyEvents}).
 *
 * <p>All numbers are big-endian. A length has two forms: fixed, and flexible since KIP-482.
 *
 * <pre>
 * bool           1 byte, 0 is false
 * int8 … int64   two's complement of that width; uint16 and uint32 without sign; float64 as IEEE 754
 * varint         unsigned, 7 bits a byte, the lowest first, the top bit says that more follow; at most 5 bytes
 * uuid           16 bytes, the high half first; zero stands for none
 * string         int16 length | UTF-8          flexible: varint length + 1 | UTF-8        at most 32767 bytes
 * bytes, records int32 length | bytes          flexible: varint length + 1 | bytes
 * array          int32 count  | elements       flexible: varint count + 1  | elements     at most 1000000
 * null           length or count -1            flexible: 0
 * nullable struct  int8: -1 for null, 1 before the fields
 * tagged fields  varint count | (varint tag | varint size | value)*, tags ascending, at the end of a flexible struct
 * </pre>
 *
 * <p>Owner thread: the thread that holds the buffer. May import: {@code base}, {@code protocol.model}, Netty's buffers.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.protocol.wire;
