package dev.leat.perf.limits;

import dev.leat.perf.client.raw.BareAnswer;
import dev.leat.perf.client.raw.Batch;
import dev.leat.perf.client.raw.Frame;
import dev.leat.perf.client.raw.Frames;
import dev.leat.protocol.record.BatchLayout;
import dev.leat.protocol.record.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Fetches of 1 MiB by {@code sendfile} out of one file, whose batches were written before. */
final class BareFetch extends BareBroker {
    private static final int FETCH_BYTES = 1 << 20;
    private static final int BATCH_BYTES = 64 << 10;
    private static final int RECORD_BYTES = 1 << 10;
    private static final int MOST_FETCHES = 256; // as many different ones, then from the begin again

    private final ScratchFile file;
    private final Frame frame = Frames.fetch(TOPIC, FETCH_BYTES, 0);
    private final BareAnswer answer;
    private final int batchRecords;
    private final int batchBytes;
    private final int fetchBytes;

    /** @param mostBytes that the file may have, unless one fetch has more */
    BareFetch(Path dir, long mostBytes) throws IOException {
        Batch batch = Batch.of(BATCH_BYTES, RECORD_BYTES, Compression.NONE, System.currentTimeMillis());
        ByteBuffer bytes = copy(batch.bytes().nioBuffer());
        batchRecords = batch.records();
        batchBytes = bytes.limit();
        int batches = FETCH_BYTES / batchBytes;
        fetchBytes = batches * batchBytes;
        long count = batches * Math.max(1, Math.min(MOST_FETCHES, mostBytes / fetchBytes));
        answer = BareAnswer.fetch(TOPIC, fetchBytes, count * batchRecords);
        file = ScratchFile.in(dir);
        for (long i = 0; i < count; i++) {
            file.append(bytes.clear().putLong(BatchLayout.BASE_OFFSET, i * batchRecords));
        }
    }

    @Override
    Frame frame() {
        return frame;
    }

    @Override
    void serve(SocketChannel client) throws IOException {
        ByteBuffer begin = copy(answer.begin());
        ByteBuffer end = copy(answer.end());
        answerAll(client, request -> {
            Whole.write(begin.clear().putInt(BareAnswer.CORRELATION_AT, request.getInt(Frame.CORRELATION_AT)), client);
            sendFile(request.getLong(frame.offsetAt()) / batchRecords * batchBytes, client);
            Whole.write(end.clear(), client);
        });
    }

    private void sendFile(long from, SocketChannel to) throws IOException {
        long end = from + fetchBytes;
        for (long position = from; position < end; ) {
            position += file.channel().transferTo(position, end - position, to);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
