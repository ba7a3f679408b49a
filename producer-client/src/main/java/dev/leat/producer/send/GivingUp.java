package dev.leat.producer.send;

import dev.leat.client.error.ClientException;
import dev.leat.producer.batch.ProducerBatch;
import dev.leat.producer.outbox.PartitionOutbox;
import dev.leat.producer.outbox.SealedBatch;

/** Fails batches for whose answer nobody waits any more: what is too old, or all when the producer cannot go on. Only the loop. */
final class GivingUp {
    private final long deliveryTimeoutNanos;
    private final Outcomes outcomes;
    private final IdentitySource identities;
    private final Gate gate;

    GivingUp(SenderConfig config, Outcomes outcomes, IdentitySource identities, Gate gate) {
        deliveryTimeoutNanos = config.deliveryTimeoutNanos();
        this.outcomes = outcomes;
        this.identities = identities;
        this.gate = gate;
    }

    /** Fails what of {@code sender} is as old as {@code delivery.timeout.ms}, unless its writer is still at it. */
    void expire(PartitionSender sender, long now) {
        PartitionOutbox outbox = sender.outbox();
        for (SealedBatch batch : outbox.expire(now)) {
            ClientException failure = tooLate(batch, sender);
            if (outbox.isInFlight(batch)) {
                outcomes.tell(batch, failure);
            } else {
                outcomes.failed(batch, failure);
            }
            gate.failed(failure);
        }
        expireUntaken(sender, now);
    }

    private void expireUntaken(PartitionSender sender, long now) {
        for (ProducerBatch first = sender.queue().first();
                first != null && first.openedNanos() + deliveryTimeoutNanos - now <= 0;
                first = sender.queue().first()) {
            SealedBatch batch = sender.seal(deliveryTimeoutNanos);
            if (batch == null) {
                return; // its writer will say when it is done
            }
            ClientException failure = tooLate(batch, sender);
            outcomes.failed(batch, failure);
            gate.failed(failure);
        }
    }

    private ClientException tooLate(SealedBatch batch, PartitionSender sender) {
        ClientException inTheWay = sender.outbox().needsIdentity() ? identities.trouble() : sender.trouble();
        return Outcomes.tooLate(batch, deliveryTimeoutNanos, inTheWay);
    }

    /** Fails all of {@code sender} with {@code reason}, unless its writer is still at it. */
    void fail(PartitionSender sender, ClientException reason) {
        for (SealedBatch batch : sender.outbox().abandon()) {
            outcomes.failed(batch, reason);
        }
        for (SealedBatch batch : sender.outbox().inFlight()) {
            outcomes.tell(batch, reason);
        }
        for (SealedBatch batch = sender.seal(deliveryTimeoutNanos);
                batch != null;
                batch = sender.seal(deliveryTimeoutNanos)) {
            outcomes.failed(batch, reason);
        }
    }
}
