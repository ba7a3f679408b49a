package dev.leat.protocol.generator;

import java.util.List;

/**
 * A message with all its structs.
 *
 * @param apiName name of the API key, or empty for a message that is neither request nor response
 * @param schemaFile where it is described
 * @param versions all versions there are
 * @param flexible those with compact lengths and tagged fields
 * @param structs every struct below the root, in the order of the schema
 */
record Message(
        String apiName,
        Kind kind,
        String schemaFile,
        Versions versions,
        Versions flexible,
        Struct root,
        List<Struct> structs) {

    enum Kind {
        REQUEST,
        RESPONSE,
        OTHER
    }

    String name() {
        return root.name();
    }
}
