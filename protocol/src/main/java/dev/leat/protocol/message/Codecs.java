package dev.leat.protocol.message;

import dev.leat.protocol.wire.MalformedMessageException;

/** Refusals that all generated codecs share. */
final class Codecs {
    private Codecs() {}

    static void checkDecodable(String message, short version, short oldest, short latest)
            throws MalformedMessageException {
        if (version < oldest || version > latest) {
            throw new MalformedMessageException(message + " has no version " + version);
        }
    }

    static void checkEncodable(String message, short version, short oldest, short latest) {
        if (version < oldest || version > latest) {
            throw new IllegalArgumentException(message + " has no version " + version);
        }
    }

    static IllegalArgumentException notCarried(String field, short version) {
        return new IllegalArgumentException("version " + version + " does not carry " + field);
    }

    static IllegalArgumentException notNullable(String field, short version) {
        return new IllegalArgumentException(field + " must not be null in version " + version);
    }
}
