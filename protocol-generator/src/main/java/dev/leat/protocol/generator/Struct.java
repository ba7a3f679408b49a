package dev.leat.protocol.generator;

import java.util.ArrayList;
import java.util.List;

/** A named group of fields; the message itself is one. Filled while the schema is read, not changed afterwards. */
record Struct(String name, List<Field> fields) {
    static Struct named(String name) {
        return new Struct(name, new ArrayList<>());
    }

    boolean hasTags() {
        return fields.stream().anyMatch(Field::isTagged);
    }

    /** Identity: a struct is what it is by its place in the schema, and its fields may lead far. */
    @Override
    public String toString() {
        return name;
    }
}
