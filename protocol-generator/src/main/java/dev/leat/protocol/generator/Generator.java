package dev.leat.protocol.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The program: {@code Generator <folder of schemas> <folder for sources>}.
 *
 * <p>Files whose text stays the same are not touched, so that the compiler sees what changed; those no longer wanted are
 * deleted.
 */
public final class Generator {
    private Generator() {}

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[1]).resolve(Imports.PACKAGE.replace('.', '/'));
        Map<String, String> sources = sources(messages(Path.of(arguments[0])));
        Files.createDirectories(target);
        for (Path old : files(target, ".java")) {
            if (!sources.containsKey(old.getFileName().toString())) {
                Files.delete(old);
            }
        }
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = target.resolve(source.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(source.getValue())) {
                Files.writeString(file, source.getValue());
            }
        }
    }

    private static List<Message> messages(Path folder) throws IOException {
        List<Message> messages = new ArrayList<>();
        for (Path file : files(folder, ".schema")) {
            messages.addAll(SchemaParser.parse(file.getFileName().toString(), Files.readAllLines(file)));
        }
        return messages;
    }

    private static Map<String, String> sources(List<Message> messages) {
        Map<String, String> sources = new TreeMap<>();
        for (Message message : messages) {
            sources.put(message.name() + ".java", RecordWriter.write(message));
            sources.put(message.name() + "Codec.java", CodecWriter.write(message));
        }
        sources.put("MessageCodecs.java", RegistryWriter.write(messages));
        return sources;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
