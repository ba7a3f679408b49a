package dev.leat.controller.cluster;

/** The cluster's state cannot be used: the store holds something else than expected, does not answer, or is closed. */
public final class ClusterUnavailableException extends RuntimeException {
    public ClusterUnavailableException(String message) {
        super(message);
    }
}
