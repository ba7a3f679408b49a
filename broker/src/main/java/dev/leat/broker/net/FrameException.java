package dev.leat.broker.net;

/** The byte stream is not a sequence of Kafka frames, or a frame breaks a limit; the connection cannot go on. */
final class FrameException extends Exception {
    FrameException(String message) {
        super(message);
    }
}
