package dev.leat.integration.hostile;

import dev.leat.integration.hostile.RawConnection.Outcome;
import dev.leat.protocol.message.ApiKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests as fast as the socket takes them and reads nothing until it is told to. Once the broker stops reading,
 * which is right, the sending thread waits in the socket.
 */
final class PipeliningClient implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final RawConnection connection;
    private final int requests;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "pipelining"));
    private final Future<?> sending;

    PipeliningClient(RawConnection connection, int requests) {
        this.connection = connection;
        this.requests = requests;
        this.sending = thread.submit(this::sendAll);
    }

    private Void sendAll() throws IOException {
        for (int id = 0; id < requests; id++) {
            if (!connection.send(Frame.request(ApiKey.API_VERSIONS, 0, id).done())) {
                throw new IOException("connection closed at request " + id);
            }
        }
        return null;
    }

    /** Reads now: every request must be answered, in the order of sending. */
    void expectAnswersInOrder() throws Exception {
        for (int id = 0; id < requests; id++) {
            if (connection.await(ANSWER) != Outcome.ANSWERED) {
                throw new AssertionError("no answer to request " + id);
            }
            int answered = ByteBuffer.wrap(connection.lastAnswer()).getInt();
            if (answered != id) {
                throw new AssertionError("answer to " + answered + " where " + id + " was due");
            }
        }
        sending.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        connection.close();
        thread.shutdownNow();
        thread.awaitTermination(ANSWER.toSeconds(), TimeUnit.SECONDS);
    }
}
