package dev.leat.client.net;

import dev.leat.client.error.ClientException;
import dev.leat.protocol.wire.MalformedMessageException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The requests of one connection whose answers have not come yet, oldest first. Brokers answer in the order of the requests,
 * so an answer that does not belong to the oldest one means that the stream is broken.
 */
final class OpenRequests {
    private final String peer;
    private final Queue<Open<?>> requests = new ArrayDeque<>();

    OpenRequests(String peer) {
        this.peer = peer;
    }

    private record Open<T>(int correlationId, long deadlineNanos, CallFrame<T> frame) {
        void answer(ByteBuf answer) throws MalformedMessageException {
            frame.result.complete(frame.read(answer));
        }

        void fail(Throwable reason) {
            frame.result.completeExceptionally(reason);
        }
    }

    void add(int correlationId, long deadlineNanos, CallFrame<?> frame) {
        requests.add(new Open<>(correlationId, deadlineNanos, frame));
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    int count() {
        return requests.size();
    }

    /**
     * Completes the request that {@code answer} belongs to.
     *
     * @param answer begins with the correlation id
     * @throws MalformedMessageException if the answer is not readable; the stream is of no use then
     * @throws CorruptedFrameException if the answer does not belong to the oldest request
     */
    void answered(ByteBuf answer) throws MalformedMessageException {
        int correlationId = answer.readInt();
        Open<?> oldest = requests.peek();
        if (oldest == null || oldest.correlationId != correlationId) {
            throw new CorruptedFrameException("answer " + correlationId + " belongs to no open request");
        }
        requests.remove();
        try {
            oldest.answer(answer);
        } catch (MalformedMessageException | IndexOutOfBoundsException unreadable) {
            oldest.fail(Failures.of(peer, unreadable));
            throw unreadable;
        } catch (RuntimeException refused) { // the answer is whole, its reader did not like what it says
            oldest.fail(refused);
        }
    }

    void failAll(ClientException reason) {
        for (Open<?> request = requests.poll(); request != null; request = requests.poll()) {
            request.fail(reason);
        }
    }

    /** How long until the first deadline, in ns; 0 or less if one has passed, {@code Long.MAX_VALUE} without requests. */
    long leftNanos(long nowNanos) {
        return requests.stream()
                .mapToLong(request -> request.deadlineNanos - nowNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
