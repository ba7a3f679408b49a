package dev.leat.cli.produce;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.client.net.Connection;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends the batches of one partition in order, several at a time. After a failure that may pass, it waits until nothing
 * is on its way, looks for the leader anew and sends again, from the first batch that was not written: so the order holds,
 * and the broker sees by the sequence numbers which ones it has already.
 *
 * <p>Any thread may call; the state is guarded by this object's monitor.
 */
final class PartitionSender {
    private static final short NO_ACKS = 0;

    private final Cluster cluster;
    private final TopicPartition partition;
    private final Settings settings;
    private final Tally tally;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private @Nullable Connection connection;
    private Uuid topicId = Uuid.ZERO;
    private boolean connecting;
    private int failures;
    private long firstFailureMs;

    /**
     * How batches are sent.
     *
     * @param acks -1, 0 or 1
     * @param maxInFlight batches on their way at once, 1 to 5; 1 unless the broker can sort retries by sequence
     * @param timeoutMs longest wait for an answer, and how long failures are retried
     */
    record Settings(short acks, int maxInFlight, int timeoutMs) {}

    private static final class Sent {
        private final Batch batch;
        private boolean failed;

        Sent(Batch batch) {
            this.batch = batch;
        }
    }

    PartitionSender(Cluster cluster, TopicPartition partition, Settings settings, Tally tally) {
        this.cluster = cluster;
        this.partition = partition;
        this.settings = settings;
        this.tally = tally;
    }

    /** Takes {@code batch} over. */
    synchronized void send(Batch batch) {
        waiting.add(batch);
        pump();
    }

    private synchronized void pump() {
        if (tally.failure() != null) {
            waiting.forEach(this::discard);
            waiting.clear();
            return;
        }
        Connection open = connection;
        if (open == null) {
            connect();
            return;
        }
        while (!waiting.isEmpty() && inFlight.size() < settings.maxInFlight && !isRecovering()) {
            transmit(open, waiting.remove());
        }
    }

    private boolean isRecovering() {
        return inFlight.stream().anyMatch(sent -> sent.failed);
    }

    private void connect() {
        if (connecting || waiting.isEmpty()) {
            return;
        }
        connecting = true;
        cluster.leaderOf(partition)
                .thenCompose(leader -> cluster.connectionTo(leader.leader()))
                .whenComplete((found, failure) -> {
                    if (failure == null) {
                        connected(found);
                    } else {
                        notConnected(failure);
                    }
                });
    }

    private synchronized void connected(Connection found) {
        connecting = false;
        connection = found;
        var topic = cluster.view().topics().get(partition.topic());
        topicId = topic == null ? Uuid.ZERO : topic.id();
        pump();
    }

    private synchronized void notConnected(Throwable failure) {
        connecting = false;
        if (mayRetry(failure)) {
            tryAgainLater();
        } else {
            giveUp(failure);
        }
    }

    private void transmit(Connection open, Batch batch) {
        Sent sent = new Sent(batch);
        inFlight.add(sent);
        ByteBuf bytes = batch.bytes().retainedDuplicate();
        Call<Long> call = ProduceCall.of(
                partition.topic(), topicId, partition.partition(), bytes, settings.acks, settings.timeoutMs);
        CompletableFuture<?> answer = settings.acks == NO_ACKS ? open.sendUnanswered(call) : open.send(call);
        answer.whenComplete((offset, failure) -> answered(sent, failure));
    }

    private synchronized void answered(Sent sent, @Nullable Throwable failure) {
        if (failure == null || isDuplicate(failure)) {
            inFlight.remove(sent);
            failures = 0;
            tally.acknowledged(sent.batch);
            discard(sent.batch);
        } else if (mayRetry(failure) || isBehindAFailure(sent, failure)) {
            sent.failed = true;
        } else {
            inFlight.remove(sent);
            giveUp(failure); // before the batch is let go: who waits for that looks for failures next
            discard(sent.batch);
        }
        recoverOrGoOn();
    }

    private void recoverOrGoOn() {
        boolean allFailed = inFlight.stream().allMatch(sent -> sent.failed);
        if (inFlight.isEmpty() || !allFailed) {
            pump();
            return;
        }
        for (Iterator<Sent> last = inFlight.descendingIterator(); last.hasNext(); ) {
            waiting.addFirst(last.next().batch);
        }
        inFlight.clear();
        tryAgainLater();
    }

    private void tryAgainLater() {
        connection = null;
        cluster.forgetTopic(partition.topic());
        cluster.afterPause(failures, this::pump);
    }

    private boolean mayRetry(Throwable failure) {
        if (!ClientErrors.isRetriable(failure) || tally.failure() != null) {
            return false;
        }
        long nowMs = cluster.network().clock().millis();
        if (failures++ == 0) {
            firstFailureMs = nowMs;
        }
        return nowMs - firstFailureMs < settings.timeoutMs;
    }

    /** A gap in the sequence is no news when the batch before it did not arrive. */
    private boolean isBehindAFailure(Sent sent, Throwable failure) {
        Sent oldest = inFlight.peek();
        return oldest != null
                && oldest != sent
                && oldest.failed
                && tally.failure() == null
                && hasCode(failure, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    private static boolean isDuplicate(Throwable failure) {
        return hasCode(failure, ErrorCode.DUPLICATE_SEQUENCE_NUMBER);
    }

    private static boolean hasCode(Throwable failure, ErrorCode code) {
        return ClientErrors.unwrap(failure) instanceof ClientException known && known.is(code);
    }

    private void giveUp(Throwable failure) {
        tally.fail(ClientErrors.unwrap(failure));
        waiting.forEach(this::discard);
        waiting.clear();
    }

    private void discard(Batch batch) {
        int size = batch.bytes().readableBytes();
        batch.bytes().release();
        tally.giveBack(size);
    }
}
