package dev.leat.perf.client.raw;

import dev.leat.protocol.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Writes one record to each of many partitions until all have acknowledged theirs. */
public final class Sweep {
    private static final int AT_ONCE = 100;
    private static final long PAUSE_NANOS = 1_000_000;

    private Sweep() {}

    /**
     * Returns when every partition of {@code route} has acknowledged the record of {@code frame}.
     *
     * @throws TimeoutException if some have not within {@code patience}
     * @throws RefusedException if one refuses for good
     */
    public static void awaitAll(Route route, Frame frame, Duration patience) throws IOException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        Deque<Integer> missing = new ArrayDeque<>(route.partitions());
        try (Socket socket = new Socket(route.leader().host(), route.leader().port())) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (!missing.isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException(missing.size() + " partitions do not serve yet");
                }
                List<Integer> asked = new ArrayList<>();
                while (asked.size() < AT_ONCE && !missing.isEmpty()) {
                    asked.add(missing.remove());
                }
                List<Integer> refused = ask(socket, in, frame, asked);
                missing.addAll(refused);
                if (!refused.isEmpty()) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    /** Asks {@code partitions} and returns those that shall be asked again. */
    private static List<Integer> ask(Socket socket, DataInputStream in, Frame frame, List<Integer> partitions)
            throws IOException {
        ByteBuffer requests = ByteBuffer.allocate(frame.size() * partitions.size());
        for (int partition : partitions) {
            int at = requests.position();
            requests.put(frame.bytes().duplicate());
            requests.putInt(at + frame.partitionAt(), partition);
        }
        socket.getOutputStream().write(requests.array());
        List<Integer> refused = new ArrayList<>();
        for (int partition : partitions) {
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            ErrorCode error = frame.answer().errorOf(ByteBuffer.wrap(answer));
            if (error != ErrorCode.NONE && !error.retriable()) {
                throw new RefusedException(error);
            }
            if (error != ErrorCode.NONE) {
                refused.add(partition);
            }
        }
        return refused;
    }
}
