package dev.leat.producer.send;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.producer.batch.Accumulator;
import dev.leat.producer.batch.Completions;
import dev.leat.producer.batch.ProducerBatch;
import dev.leat.producer.outbox.SealedBatch;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ProduceResponse;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings what became of batches to those who wait for it, and gives their memory back. Only the loop. */
final class Outcomes {
    private final Accumulator accumulator;
    private final BatchEncoder encoder;
    private final SenderMetrics metrics;
    private final Consumer<ProducerBatch> onDone;

    /** @param onDone hears of every batch whose senders have all been told */
    Outcomes(Accumulator accumulator, BatchEncoder encoder, SenderMetrics metrics, Consumer<ProducerBatch> onDone) {
        this.accumulator = accumulator;
        this.encoder = encoder;
        this.metrics = metrics;
        this.onDone = onDone;
    }

    void written(SealedBatch batch, ProduceResponse.PartitionProduceResponse answer) {
        if (!batch.isTold()) {
            batch.setTold();
            metrics.delivered(batch.recordCount());
            Completions.succeed(
                    batch.origin(),
                    batch.firstRecord(),
                    batch.recordCount(),
                    answer.baseOffset(),
                    answer.logAppendTimeMs());
        }
        end(batch);
    }

    /** The socket has taken a batch of which no broker will say anything (acks=0). */
    void handedOver(SealedBatch batch) {
        batch.setTold();
        metrics.delivered(batch.recordCount());
        Completions.succeed(
                batch.origin(), batch.firstRecord(), batch.recordCount(), Completions.UNKNOWN, Completions.UNKNOWN);
        end(batch);
    }

    /** The batch is out of its outbox and will not be written. */
    void failed(SealedBatch batch, ClientException failure) {
        tell(batch, failure);
        end(batch);
    }

    /** Tells the senders, while the batch's own fate is still open. */
    void tell(SealedBatch batch, ClientException failure) {
        if (!batch.isTold()) {
            batch.setTold();
            metrics.failed(batch.recordCount());
            Completions.fail(batch.origin(), batch.firstRecord(), batch.recordCount(), failure);
        }
    }

    private void end(SealedBatch batch) {
        batch.releaseWire();
        ProducerBatch origin = batch.origin();
        if (origin.partDone()) {
            accumulator.recycle(origin);
            onDone.accept(origin);
        }
    }

    /** Makes two batches of one that is too large (KIP-126). */
    List<SealedBatch> halves(SealedBatch whole) {
        int middle = whole.recordCount() / 2;
        SealedBatch first = new SealedBatch(whole.origin(), whole.firstRecord(), middle, whole.deadlineNanos());
        SealedBatch second = new SealedBatch(
                whole.origin(), whole.firstRecord() + middle, whole.recordCount() - middle, whole.deadlineNanos());
        encoder.encodePart(first);
        encoder.encodePart(second);
        whole.origin().splitInto(1);
        whole.releaseWire();
        metrics.split();
        return List.of(first, second);
    }

    static ClientException refusal(SealedBatch batch, ErrorCode code, ProduceResponse.PartitionProduceResponse answer) {
        String what =
                "writing " + counted(batch) + " to " + batch.origin().queue().partition();
        return ClientErrors.of(code, what, reason(answer));
    }

    private static String reason(ProduceResponse.PartitionProduceResponse answer) {
        String message = answer.errorMessage() == null ? "" : answer.errorMessage();
        for (ProduceResponse.BatchIndexAndErrorMessage record : answer.recordErrors()) {
            if (record.batchIndexErrorMessage() != null) {
                return message + (message.isEmpty() ? "" : "; ") + "record " + record.batchIndex() + " of the batch: "
                        + record.batchIndexErrorMessage();
            }
        }
        return message;
    }

    /** @param inTheWay what the last try failed with, if one did */
    static ClientException tooLate(SealedBatch batch, long timeoutNanos, @Nullable ClientException inTheWay) {
        String sent = batch.attempts() == 0
                ? "it was never sent: no leader could be reached or it was too busy"
                : "it was sent " + batch.attempts() + " times, and may or may not have been written";
        String last = inTheWay == null ? "" : "; the last try failed: " + inTheWay.getMessage();
        return new RetriableException(
                null,
                counted(batch) + " for " + batch.origin().queue().partition() + " not acknowledged within "
                        + timeoutNanos / 1_000_000 + " ms; " + sent + last,
                "raise delivery.timeout.ms, or look why the partition's leader does not answer",
                inTheWay);
    }

    private static String counted(SealedBatch batch) {
        return batch.recordCount() + (batch.recordCount() == 1 ? " record" : " records");
    }
}
