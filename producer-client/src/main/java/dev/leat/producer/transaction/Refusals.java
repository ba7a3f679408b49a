package dev.leat.producer.transaction;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.MisuseException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import java.util.Locale;

/** Why a transaction cannot go on, in words. */
final class Refusals {
    private Refusals() {}

    /** {@code TRANSACTION_ABORTABLE} tells it from a failure after which the same call may be repeated. */
    static ClientException onlyAbort(ClientException reason) {
        return new RetriableException(
                ErrorCode.TRANSACTION_ABORTABLE,
                "the transaction failed and cannot be committed: " + reason.getMessage(),
                "call abortTransaction(), then do the transaction's work again",
                reason);
    }

    static ClientException aborted() {
        return new RetriableException(
                ErrorCode.TRANSACTION_ABORTABLE,
                "the transaction was aborted before this was done",
                "nobody sees anything of it; do the transaction's work again",
                null);
    }

    static ClientException wrongPhase(String rule, TransactionPhase phase) {
        return new MisuseException(
                rule + "; the producer is "
                        + phase.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " now",
                "call initTransactions() once, then beginTransaction() and commit or abort in turn");
    }
}
