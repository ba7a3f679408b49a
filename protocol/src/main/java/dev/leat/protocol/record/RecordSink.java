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
            case SNAPPY -> Snappy.open(target);
            case LZ4 -> Lz4.open(target, compression.level());
            case ZSTD -> Zstd.open(target, compression.level());
        };
    }

    // A class for each codec: the JVM looks at a codec's library when it loads the class that names it, and clients
    // that
    // do not use the codec do not have the library.

    private static final class Snappy {
        static OutputStream open(OutputStream target) {
            return new SnappyOutputStream(target);
        }
    }

    private static final class Zstd {
        static OutputStream open(OutputStream target, int level) throws IOException {
            return new ZstdOutputStreamNoFinalizer(target, RecyclingBufferPool.INSTANCE, level);
        }
    }

    private static final class Lz4 {
        static OutputStream open(OutputStream target, int level) throws IOException {
            return new LZ4FrameOutputStream(
                    target,
                    BLOCKSIZE.SIZE_64KB,
                    UNKNOWN_SIZE,
                    compressor(level),
                    XXHashFactory.fastestInstance().hash32(),
                    FLG.Bits.BLOCK_INDEPENDENCE);
        }

        private static LZ4Compressor compressor(int level) {
            LZ4Factory factory = LZ4Factory.fastestInstance();
            return level == Compression.LZ4_FAST ? factory.fastCompressor() : factory.highCompressor(level);
        }
    }

    private static final class LeveledGzip extends GZIPOutputStream {
        LeveledGzip(OutputStream out, int level) throws IOException {
            super(out, GZIP_BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
