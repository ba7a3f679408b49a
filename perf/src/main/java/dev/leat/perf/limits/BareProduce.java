package dev.leat.perf.limits;

import dev.leat.perf.client.raw.BareAnswer;
import dev.leat.perf.client.raw.Batch;
import dev.leat.perf.client.raw.Frame;
import dev.leat.perf.client.raw.Frames;
import dev.leat.protocol.record.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.zip.CRC32C;

/**
 * Batches of 256 KiB: a checksum over each, and into files of the connection's own; a file as large as a segment is put to the
 * disk, as both brokers do with theirs.
 */
final class BareProduce extends BareBroker {
    private static final int BATCH_BYTES = 256 << 10;
    private static final int RECORD_BYTES = 1 << 10;
    private static final short ACKS_ALL = -1;

    private final Scratch scratch;
    private final long segmentBytes;
    private final Flushing flushing = new Flushing();
    private final Frame frame = Frames.produce(
            TOPIC, ACKS_ALL, Batch.of(BATCH_BYTES, RECORD_BYTES, Compression.NONE, System.currentTimeMillis()));

    BareProduce(Scratch scratch, long segmentBytes) {
        this.scratch = scratch;
        this.segmentBytes = segmentBytes;
    }

    @Override
    Frame frame() {
        return frame;
    }

    @Override
    void serve(SocketChannel client) throws IOException {
        ByteBuffer answer = copy(BareAnswer.produce(TOPIC).begin());
        CRC32C crc = new CRC32C();
        try (SegmentFiles files = new SegmentFiles(scratch, segmentBytes, flushing::take)) {
            answerAll(client, request -> {
                ByteBuffer batch = request.slice(frame.batchAt(), frame.batchBytes());
                crc.update(batch);
                files.append(batch.rewind());
                Whole.write(
                        answer.clear().putInt(BareAnswer.CORRELATION_AT, request.getInt(Frame.CORRELATION_AT)), client);
            });
        }
    }

    @Override
    long cpuNanosBeside() {
        return flushing.cpuNanos();
    }

    @Override
    public void close() throws IOException {
        flushing.close();
    }
}
