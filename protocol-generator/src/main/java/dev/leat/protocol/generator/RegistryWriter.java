package dev.leat.protocol.generator;

import java.util.List;

/** Writes {@code MessageCodecs}, which finds the codec of an API key by a switch. */
final class RegistryWriter {
    private final Source source = new Source();
    private final List<Message> messages;

    private RegistryWriter(List<Message> messages) {
        this.messages = messages;
    }

    static String write(List<Message> messages) {
        return new RegistryWriter(messages).file();
    }

    private String file() {
        source.line("package " + Imports.PACKAGE + ";").blank();
        source.line("import dev.leat.protocol.wire.MalformedMessageException;");
        source.line("import dev.leat.protocol.wire.WireReader;");
        source.line("import dev.leat.protocol.wire.WireWriter;").blank();
        source.line("/**");
        source.line(" * Reads and writes requests and responses by their API key. Generated from all schemas.");
        source.line(" *");
        source.line(" * <p>Asking for a key without codec throws {@link IllegalArgumentException}.");
        source.line(" */");
        source.line("public final class MessageCodecs {").line("private MessageCodecs() {}");
        has();
        for (Message.Kind kind : List.of(Message.Kind.REQUEST, Message.Kind.RESPONSE)) {
            String word = kind == Message.Kind.REQUEST ? "Request" : "Response";
            decode(kind, word);
            encode(kind, word);
        }
        source.blank().line("private static IllegalArgumentException unknown(ApiKey key) {");
        source.line("return new IllegalArgumentException(\"no codec for \" + key);")
                .line("}");
        return source.line("}").toString();
    }

    private void has() {
        source.blank().line("/** Whether requests and responses of this key can be read and written. */");
        source.line("public static boolean has(ApiKey key) {").line("return switch (key) {");
        List<String> keys =
                of(Message.Kind.REQUEST).stream().map(Message::apiName).toList();
        source.line("case %s -> true;", String.join(",\n                    ", keys));
        source.line("default -> false;").line("};").line("}");
    }

    private void decode(Message.Kind kind, String word) {
        source.blank().line("public static Api%s decode%s(ApiKey key, short version, WireReader in)", word, word);
        source.line("        throws MalformedMessageException {").line("return switch (key) {");
        for (Message message : of(kind)) {
            source.line("case %s -> %sCodec.decode(in, version);", message.apiName(), message.name());
        }
        source.line("default -> throw unknown(key);").line("};").line("}");
    }

    private void encode(Message.Kind kind, String word) {
        source.blank();
        source.line("public static void encode%s(Api%s message, WireWriter out, short version) {", word, word);
        source.line("switch (message.apiKey()) {");
        for (Message message : of(kind)) {
            String name = message.name();
            source.line("case %s -> %sCodec.encode((%s) message, out, version);", message.apiName(), name, name);
        }
        source.line("default -> throw unknown(message.apiKey());").line("}").line("}");
    }

    private List<Message> of(Message.Kind kind) {
        return messages.stream().filter(message -> message.kind() == kind).toList();
    }
}
