package dev.leat.controller.store;

/** How long a node lives and who names it. */
public enum CreateMode {
    PERSISTENT(false, false),
    /** Deleted by the store when the session that made it ends; can have no children. */
    EPHEMERAL(true, false),
    /** The store appends a ten-digit number that grows under one parent. */
    PERSISTENT_SEQUENTIAL(false, true),
    EPHEMERAL_SEQUENTIAL(true, true);

    private final boolean ephemeral;
    private final boolean sequential;

    CreateMode(boolean ephemeral, boolean sequential) {
        this.ephemeral = ephemeral;
        this.sequential = sequential;
    }

    public boolean ephemeral() {
        return ephemeral;
    }

    public boolean sequential() {
        return sequential;
    }
}
