package dev.leat.protocol.generator;

/** A schema file does not follow the language. */
final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaException(String file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
