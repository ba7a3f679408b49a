/**
 * The requests and responses of the protocol, and the messages that coordinators keep in their own topics.
 *
 * <p>Most classes are generated from {@code src/main/schema}: a record for each message and a codec beside it. To add a
 * message, add its schema file; the language is described in {@code dev.leat.protocol.generator}. The tests that hold a
 * message against Kafka's own find it by themselves.
 *
 * <pre>
 * request   int32 size of what follows | request header | body in the version that the header names
 *   header  int16 key | int16 version | int32 correlation id | string client id | from header version 2: tagged fields
 * response  int32 size of what follows | response header | body in the version of the request
 *   header  int32 correlation id | from header version 1: tagged fields
 * </pre>
 *
 * <p>The client id has the fixed form even in a flexible header, so that a broker can read it before it knows more. {@link
 * dev.leat.protocol.message.ApiKey} says which header version goes with a request.
 *
 * <p>A key in {@code __consumer_offsets} begins with its version as int16, which also tells its kind: 0 and 1 are {@code
 * OffsetCommitKey}, 2 is {@code GroupMetadataKey}. Values begin with their version, too, as do the subscriptions and
 * assignments of consumers.
 *
 * <p>Owner thread: none, all messages are immutable. May import: {@code base}, {@code protocol.model}, {@code
 * protocol.wire}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.protocol.message;
