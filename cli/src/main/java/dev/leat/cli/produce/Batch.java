package dev.leat.cli.produce;

import io.netty.buffer.ByteBuf;

/**
 * Records on their way to one partition.
 *
 * @param bytes the encoded batch; released once it is done with
 * @param records how many are in it
 * @param payloadBytes keys and values in it, before compression
 */
record Batch(ByteBuf bytes, int records, long payloadBytes) {}
