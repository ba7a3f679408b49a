package dev.leat.consumer;

import org.jspecify.annotations.Nullable;

/** Takes every step of closing a consumer, whatever another step throws. */
final class Closing {
    private @Nullable RuntimeException failure;

    Closing step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException thrown) {
            if (failure == null) {
                failure = thrown;
            } else {
                failure.addSuppressed(thrown);
            }
        }
        return this;
    }

    /** Throws what the first step that threw anything threw. */
    void done() {
        if (failure != null) {
            throw failure;
        }
    }
}
