package dev.leat.protocol.record;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A named value beside a record (KIP-82). Names may repeat.
 *
 * @param value null is a value of its own; shares the record's bytes when read
 */
public record RecordHeader(String name, @Nullable ByteBuf value) {}
