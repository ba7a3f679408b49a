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

/** Batches of 256 KiB: a checksum over each, and into a file of the connection's own. */
final class BareProduce extends BareBroker {
    private static final int BATCH_BYTES = 256 << 10;
    private static final int RECORD_BYTES = 1 << 10;
    private static final short ACKS_ALL = -1;

    private final Scratch scratch;
    private final Frame frame = Frames.produce(
            TOPIC, ACKS_ALL, Batch.of(BATCH_BYTES, RECORD_BYTES, Compression.NONE, System.currentTimeMillis()));

    BareProduce(Scratch scratch) {
        this.scratch = scratch;
    }

    @Override
    Frame frame() {
        return frame;
    }

    @Override
    void serve(SocketChannel client) throws IOException {
        ByteBuffer answer = copy(BareAnswer.produce(TOPIC).begin());
        CRC32C crc = new CRC32C();
        try (ScratchFile file = scratch.file()) {
            answerAll(client, request -> {
                ByteBuffer batch = request.slice(frame.batchAt(), frame.batchBytes());
                crc.update(batch);
                file.append(batch.rewind());
                send(answer.clear().putInt(BareAnswer.CORRELATION_AT, request.getInt(Frame.CORRELATION_AT)), client);
            });
        }
    }
}
