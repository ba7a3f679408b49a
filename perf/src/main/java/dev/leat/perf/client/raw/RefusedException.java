package dev.leat.perf.client.raw;

import dev.leat.protocol.error.ErrorCode;

/** The broker answered a request of the raw client with an error; the run is over. */
public final class RefusedException extends RuntimeException {
    private final ErrorCode error;

    RefusedException(ErrorCode error) {
        super("the broker refused a request: " + error.name() + ", " + error.meaning());
        this.error = error;
    }

    public ErrorCode error() {
        return error;
    }
}
