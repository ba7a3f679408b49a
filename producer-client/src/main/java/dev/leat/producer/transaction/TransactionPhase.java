package dev.leat.producer.transaction;

/** Where a transactional producer stands. */
public enum TransactionPhase {
    /** Nothing was asked for yet. */
    UNINITIALISED,
    /** The coordinator is asked for a producer id, and fences whoever used the transactional id before. */
    INITIALISING,
    /** A transaction may begin. */
    READY,
    IN_TRANSACTION,
    /** Everything of the transaction is on its way, and then its end. */
    COMMITTING,
    ABORTING,
    /** Something of the transaction failed: it can only be aborted. */
    ABORTABLE_ERROR,
    /** Nothing goes any more. */
    FATAL_ERROR;

    boolean isCompleting() {
        return this == COMMITTING || this == ABORTING;
    }
}
