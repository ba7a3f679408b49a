package dev.leat.protocol.record;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;
import org.xerial.snappy.SnappyOutputStream;

/** Opens the streams that compress records into a buffer, in the forms that every Kafka client reads. */
final class RecordSink {
    private static final int GZIP_BUFFER_BYTES = 8 << 10;
    private static final long UNKNOWN_SIZE = -1;

    private RecordSink() {}

    /** A stream whose closing completes the compressed bytes in {@code out}; {@code out} is not released by it. */
    static OutputStream open(Compression compression, ByteBuf out) throws IOException {
        OutputStream target = new ByteBufOutputStream(out);
        return switch (compression.type()) {
            case NONE -> target;
            case GZIP -> new LeveledGzip(target, compression.level());
            case SNAPPY -> new SnappyOutputStream(target);
            case LZ4 ->
                new LZ4FrameOutputStream(
                        target,
                        BLOCKSIZE.SIZE_64KB,
                        UNKNOWN_SIZE,
                        lz4(compression.level()),
                        XXHashFactory.fastestInstance().hash32(),
                        FLG.Bits.BLOCK_INDEPENDENCE);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(target, RecyclingBufferPool.INSTANCE, compression.level());
        };
    }

    private static LZ4Compressor lz4(int level) {
        LZ4Factory factory = LZ4Factory.fastestInstance();
        return level == Compression.LZ4_FAST ? factory.fastCompressor() : factory.highCompressor(level);
    }

    private static final class LeveledGzip extends GZIPOutputStream {
        LeveledGzip(OutputStream out, int level) throws IOException {
            super(out, GZIP_BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
