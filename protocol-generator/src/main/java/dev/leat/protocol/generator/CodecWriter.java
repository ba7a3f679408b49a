package dev.leat.protocol.generator;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Writes the codec of a message: two entry points, and a pair of methods for each struct and each list. */
final class CodecWriter {
    private final Message message;
    private final Source source = new Source();

    private CodecWriter(Message message) {
        this.message = message;
    }

    static String write(Message message) {
        return new CodecWriter(message).file();
    }

    private String file() {
        Imports.write(source, imports());
        source.line("/** Reads and writes {@link %s}. Generated. */", message.name());
        source.line("public final class %sCodec {", message.name());
        source.line(
                "public static final short OLDEST_VERSION = %d;",
                message.versions().lowest());
        source.line(
                "public static final short LATEST_VERSION = %d;",
                message.versions().highest());
        source.blank().line("private %sCodec() {}", message.name());
        entryPoints();
        Stream.concat(Stream.of(message.root()), message.structs().stream()).forEach(struct -> {
            new DecodeWriter(message, source).struct(struct);
            new EncodeWriter(message, source).struct(struct);
        });
        return source.line("}").toString();
    }

    private void entryPoints() {
        String name = message.name();
        String flexible = message.flexible().condition(message.versions());
        source.blank().line("/** Reads one message; what follows it is left in {@code in}. */");
        source.line("public static %s decode(WireReader in, short version) throws MalformedMessageException {", name);
        source.line("Codecs.checkDecodable(\"%s\", version, OLDEST_VERSION, LATEST_VERSION);", name);
        source.line("return decode%s(in, version, %s);", name, flexible).line("}");
        source.blank()
                .line("/** Throws {@link IllegalArgumentException} for a value that the version cannot carry. */");
        source.line("public static void encode(%s value, WireWriter out, short version) {", name);
        source.line("Codecs.checkEncodable(\"%s\", version, OLDEST_VERSION, LATEST_VERSION);", name);
        source.line("encode%s(value, out, version, %s);", name, flexible).line("}");
    }

    private SortedSet<String> imports() {
        SortedSet<String> imports = Imports.ofFields(message);
        imports.addAll(List.of(
                "dev.leat.protocol.wire.MalformedMessageException",
                "dev.leat.protocol.wire.WireReader",
                "dev.leat.protocol.wire.WireWriter"));
        if (imports.contains("java.util.List")) {
            imports.add("java.util.ArrayList");
        }
        message.structs().forEach(struct -> imports.add(Imports.PACKAGE + "." + message.name() + "." + struct.name()));
        return imports;
    }
}
