package dev.leat.perf.limits;

import dev.leat.perf.client.raw.Frame;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The least that can stand where a broker would: answers the raw client's one request on blocking connections, a thread each. */
abstract class BareBroker implements Closeable {
    /** The topic that requests name; there is no other. */
    static final String TOPIC = "limit";

    /** The request that it can answer. */
    abstract Frame frame();

    /** Answers requests until the client leaves. */
    abstract void serve(SocketChannel client) throws IOException;

    /** Processor time so far of threads beside those that answer, in ns. */
    long cpuNanosBeside() {
        return 0;
    }

    /** Takes requests off {@code client} and hands them to {@code answering} until the client leaves. Any thread. */
    final void answerAll(SocketChannel client, Answering answering) throws IOException {
        ByteBuffer request = ByteBuffer.allocateDirect(frame().size());
        while (Whole.read(request.clear(), client)) {
            answering.answer(request.flip());
        }
    }

    /** What is done with a request. */
    @FunctionalInterface
    interface Answering {
        /** @param request whole, from position 0; valid during the call */
        void answer(ByteBuffer request) throws IOException;
    }

    /** A copy that can be patched and written. */
    static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocateDirect(bytes.limit())
                .put(bytes.duplicate().rewind())
                .flip();
    }

    @Override
    public void close() throws IOException {}
}
