package dev.leat.producer.figures;

import java.util.HashMap;
import java.util.Map;

/** {@code name=value} arguments: those that a program asks for are its own, the rest are the client's settings. */
final class Options {
    private final Map<String, String> given = new HashMap<>();

    Options(String... args) {
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            given.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
    }

    String text(String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(text(name, String.valueOf(otherwise)));
    }

    /** What nobody has asked for. */
    Map<String, Object> settings() {
        return new HashMap<>(given);
    }
}
