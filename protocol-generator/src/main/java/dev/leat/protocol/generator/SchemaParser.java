package dev.leat.protocol.generator;

import dev.leat.protocol.generator.FieldType.ArrayOf;
import dev.leat.protocol.generator.FieldType.Primitive;
import dev.leat.protocol.generator.FieldType.StructRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads one schema file; the language is described in the package's documentation. */
final class SchemaParser {
    private final String file;
    private final List<Message> messages = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private Map<String, Struct> structs = Map.of();
    private String apiName = "";
    private Versions versions = Versions.NONE;
    private Versions flexible = Versions.NONE;
    private int lineNumber;

    /** A struct whose fields stand at this indentation; -1 until the first of them is seen. */
    private static final class Level {
        final Struct struct;
        int indent = -1;

        Level(Struct struct) {
            this.struct = struct;
        }
    }

    private SchemaParser(String file) {
        this.file = file;
    }

    static List<Message> parse(String file, List<String> lines) {
        SchemaParser parser = new SchemaParser(file);
        for (String line : lines) {
            parser.lineNumber++;
            String text = line.replaceFirst("#.*", "").stripTrailing();
            if (!text.isBlank()) {
                parser.checkedLine(text);
            }
        }
        return parser.messages;
    }

    private void checkedLine(String text) {
        try {
            line(
                    text.length() - text.stripLeading().length(),
                    List.of(text.strip().split("\\s+")));
        } catch (NoSuchElementException missing) {
            throw problem("the line ends too early");
        } catch (NumberFormatException unexpected) {
            throw problem("expected versions or a number: " + unexpected.getMessage());
        }
    }

    private void line(int indent, List<String> words) {
        if (indent > 0) {
            field(indent, words.iterator());
            return;
        }
        Iterator<String> rest = words.iterator();
        switch (rest.next()) {
            case "api" -> {
                apiName = rest.next();
                versions(rest);
            }
            case "request" -> message(Message.Kind.REQUEST, rest.next());
            case "response" -> message(Message.Kind.RESPONSE, rest.next());
            case "message" -> {
                String name = rest.next();
                versions(rest);
                message(Message.Kind.OTHER, name);
            }
            default -> throw problem("expected api, request, response or message");
        }
    }

    private void versions(Iterator<String> rest) {
        while (rest.hasNext()) {
            switch (rest.next()) {
                case "versions" -> versions = Versions.parse(rest.next());
                case "flexible" -> flexible = Versions.parse(rest.next());
                default -> throw problem("expected versions or flexible");
            }
        }
    }

    private void message(Message.Kind kind, String name) {
        structs = new LinkedHashMap<>();
        levels.clear();
        Struct root = Struct.named(name);
        levels.push(new Level(root));
        messages.add(new Message(apiName, kind, file, versions, flexible.and(versions), root, new ArrayList<>()));
    }

    private void field(int indent, Iterator<String> rest) {
        Level level = levelAt(indent);
        String name = rest.next();
        FieldWords words = new FieldWords(rest);
        Field field = words.field(name);
        if (!versions.containsAll(field.versions()) || !field.versions().containsAll(field.nullable())) {
            throw problem("the field's versions are outside of " + versions);
        }
        level.struct.fields().add(field);
    }

    /** Goes back out to the struct whose fields are indented by {@code indent}. */
    private Level levelAt(int indent) {
        while (!levels.isEmpty()) {
            Level level = levels.element();
            if (level.indent < 0 && indent > outerIndent()) {
                level.indent = indent;
            }
            if (level.indent == indent) {
                return level;
            }
            levels.pop();
        }
        throw problem("no struct has its fields at this indentation");
    }

    private int outerIndent() {
        return levels.stream().mapToInt(level -> level.indent).max().orElse(-1);
    }

    private FieldType type(String name) {
        if (name.startsWith("[]")) {
            return new ArrayOf(type(name.substring(2)));
        }
        return Character.isLowerCase(name.charAt(0)) ? primitive(name) : new StructRef(struct(name));
    }

    private Primitive primitive(String name) {
        try {
            return Primitive.parse(name);
        } catch (IllegalArgumentException unknown) {
            throw problem("unknown type " + name);
        }
    }

    private Struct struct(String name) {
        Struct known = structs.get(name);
        if (known != null) {
            return known;
        }
        Struct fresh = Struct.named(name);
        structs.put(name, fresh);
        messages.get(messages.size() - 1).structs().add(fresh);
        levels.push(new Level(fresh));
        return fresh;
    }

    private SchemaException problem(String text) {
        return new SchemaException(file, lineNumber, text);
    }

    /** What follows the name in a field's line. */
    private final class FieldWords {
        private final FieldType type;
        private Versions carried = versions;
        private final @Nullable Versions nullable;
        private @Nullable String defaultText;
        private int tag = -1;
        private boolean ignorable;
        private boolean inflexible;

        FieldWords(Iterator<String> rest) {
            String word = rest.next();
            int mark = word.indexOf('?');
            nullable = mark < 0
                    ? Versions.NONE
                    : mark == word.length() - 1 ? null : Versions.parse(word.substring(mark + 1));
            type = type(mark < 0 ? word : word.substring(0, mark));
            while (rest.hasNext()) {
                word(rest.next(), rest);
            }
        }

        private void word(String word, Iterator<String> rest) {
            switch (word) {
                case "=" -> defaultText = rest.next();
                case "tag" -> tag = Integer.parseInt(rest.next());
                case "ignorable" -> ignorable = true;
                case "inflexible" -> inflexible = true;
                default -> carried = Versions.parse(word).endingWith(versions);
            }
        }

        Field field(String name) {
            Versions nulls = nullable == null ? carried : nullable.endingWith(carried);
            return new Field(name, type, carried, nulls, defaultText, tag, ignorable, inflexible);
        }
    }
}
