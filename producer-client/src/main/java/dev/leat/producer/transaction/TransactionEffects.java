package dev.leat.producer.transaction;

import dev.leat.client.error.ClientException;
import dev.leat.producer.send.Identity;
import org.jspecify.annotations.Nullable;

/** What a {@link TransactionMachine} has done to the rest of the producer; carried out in its order, after the event. */
public interface TransactionEffects {
    /** All batches from now on carry {@code identity}, and numbers from 0; nothing is on its way. */
    void adopt(Identity identity);

    /** Partitions that could not be written may be now. */
    void reopen();

    /** Sends what there is; {@link TransactionMachine#drained} is to follow when nothing is on its way any more. */
    void drain(int number);

    /** Fails all that waits or is on its way. */
    void failRecords(ClientException reason);

    /** The coordinator is to be asked again; {@link TransactionMachine#paused} is to follow. */
    void pause(Question question, Judgement judgement, int failures);

    /** What was asked for under {@code ticket} is done if {@code failure} is null. */
    void tell(long ticket, @Nullable ClientException failure);
}
