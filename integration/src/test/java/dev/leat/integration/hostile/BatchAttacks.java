package dev.leat.integration.hostile;

import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.RecordBatchBuilder;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Produce requests whose record batch is wrong in one way each, and bombs, which are right and only large. */
final class BatchAttacks {
    private static final int VERSION = 7;
    private static final int CONTROL = 0x20;
    private static final int TRANSACTIONAL = 0x10;

    private BatchAttacks() {}

    /** Produce requests to partition 0 of {@code topic}; the same seed gives the same bytes. */
    static List<Attack> on(String topic, long seed) {
        List<Attack> attacks = new ArrayList<>();
        for (CompressionType codec : CompressionType.values()) {
            byte[] batch = batch(codec, 10);
            headerFields(attacks, topic, codec, batch);
            flips(attacks, topic, codec, batch, new Random(seed + codec.id()));
        }
        bombs(attacks, topic);
        byte[] two = twice(batch(CompressionType.NONE, 3));
        attacks.add(produce(topic, "two batches in one partition", two));
        attacks.add(produce(topic, "no batch", new byte[0]));
        attacks.add(produce(topic, "ten bytes of a batch", new byte[10]));
        return attacks;
    }

    private static void headerFields(List<Attack> attacks, String topic, CompressionType codec, byte[] batch) {
        for (int magic : new int[] {0, 1, 3, 99, -1}) {
            attacks.add(damaged(topic, codec + " magic " + magic, batch, b -> b.put(BatchLayout.MAGIC, (byte) magic)));
        }
        for (int length : new int[] {-1, 0, 48, batch.length - 13, batch.length, Integer.MAX_VALUE}) {
            attacks.add(damaged(
                    topic, codec + " length " + length, batch, b -> b.putInt(BatchLayout.BATCH_LENGTH, length)));
        }
        for (int count : new int[] {-1, 0, 9, 11, Integer.MAX_VALUE}) {
            attacks.add(
                    signed(topic, codec + " count " + count, batch, b -> b.putInt(BatchLayout.RECORD_COUNT, count)));
        }
        for (int delta : new int[] {-1, 0, 8, 10, Integer.MAX_VALUE}) {
            attacks.add(signed(
                    topic, codec + " last delta " + delta, batch, b -> b.putInt(BatchLayout.LAST_OFFSET_DELTA, delta)));
        }
        for (int attributes : new int[] {5, 6, 7, CONTROL | codec.id(), TRANSACTIONAL | codec.id()}) {
            attacks.add(signed(
                    topic,
                    codec + " attributes " + attributes,
                    batch,
                    b -> b.putShort(BatchLayout.ATTRIBUTES, (short) attributes)));
        }
        attacks.add(damaged(
                topic, codec + " CRC", batch, b -> b.putInt(BatchLayout.CRC, b.getInt(BatchLayout.CRC) + 1)));
        attacks.add(signed(topic, codec + " base offset 7", batch, b -> b.putLong(BatchLayout.BASE_OFFSET, 7)));
    }

    /** Bytes of the records turned over, with a CRC that fits: only decoding can notice. */
    private static void flips(List<Attack> attacks, String topic, CompressionType codec, byte[] batch, Random random) {
        for (int i = 0; i < 30; i++) {
            int at = BatchLayout.RECORDS + random.nextInt(batch.length - BatchLayout.RECORDS);
            byte with = (byte) random.nextInt(256);
            attacks.add(signed(topic, codec + " flip " + i, batch, b -> b.put(at, with)));
        }
    }

    private static void bombs(List<Attack> attacks, String topic) {
        for (CompressionType codec : CompressionType.values()) {
            if (codec != CompressionType.NONE) {
                attacks.add(produce(topic, codec + " of 200 MB of zeros", bomb(codec)));
            }
        }
    }

    private static byte[] bomb(CompressionType codec) {
        RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(codec));
        byte[] zeros = new byte[20_000_000];
        for (int i = 0; i < 10; i++) {
            builder.append(1, null, Unpooled.wrappedBuffer(zeros));
        }
        return bytes(builder);
    }

    private static byte[] batch(CompressionType codec, int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(codec));
        for (int i = 0; i < records; i++) {
            byte[] text = ("value " + i).getBytes(StandardCharsets.UTF_8);
            builder.append(1_000 + i, Unpooled.wrappedBuffer(text), Unpooled.wrappedBuffer(text));
        }
        return bytes(builder);
    }

    private static byte[] bytes(RecordBatchBuilder builder) {
        var built = builder.build();
        byte[] bytes = ByteBufUtil.getBytes(built);
        built.release();
        return bytes;
    }

    private static byte[] twice(byte[] batch) {
        return ByteBuffer.allocate(batch.length * 2).put(batch).put(batch).array();
    }

    private static Attack damaged(String topic, String name, byte[] batch, Consumer<ByteBuffer> change) {
        byte[] copy = batch.clone();
        change.accept(ByteBuffer.wrap(copy));
        return produce(topic, name, copy);
    }

    private static Attack signed(String topic, String name, byte[] batch, Consumer<ByteBuffer> change) {
        return damaged(topic, name, batch, copy -> {
            change.accept(copy);
            CRC32C crc = new CRC32C();
            crc.update(copy.array(), BatchLayout.ATTRIBUTES, copy.capacity() - BatchLayout.ATTRIBUTES);
            copy.putInt(BatchLayout.CRC, (int) crc.getValue());
        });
    }

    private static Attack produce(String topic, String name, byte[] batch) {
        Frame frame = Frame.request(ApiKey.PRODUCE, VERSION).int16(-1).int16(-1).int32(5_000); // acks=all, 5 s
        frame.int32(1).string(topic).int32(1).int32(0).int32(batch.length).raw(batch);
        return Attack.answerOrClose("batch: " + name, frame.done());
    }
}
