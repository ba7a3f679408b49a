package dev.leat.storage.fs.simulated;

import org.jspecify.annotations.Nullable;

/** Decides which operations of a simulated disk fail. */
@FunctionalInterface
public interface FaultPlan {
    /** Nothing ever fails. */
    FaultPlan NONE = (operation, path) -> null;

    /** What a caller asks the disk for. */
    enum Operation {
        OPEN,
        READ,
        WRITE,
        TRUNCATE,
        SYNC,
        LIST,
        RENAME,
        DELETE,
        SYNC_DIRECTORY
    }

    /**
     * Asked before every operation.
     *
     * @param path of the file or directory, from the root without a leading slash
     * @return the error to fail with, such as "Input/output error", or null to go on
     */
    @Nullable
    String faultOf(Operation operation, String path);

    /** The {@code nth} (from 1) operation of this kind fails, once, and nothing else. */
    static FaultPlan failNth(Operation kind, int nth) {
        int[] seen = {0};
        return (operation, path) -> operation == kind && ++seen[0] == nth ? "Input/output error" : null;
    }
}
