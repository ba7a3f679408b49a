package dev.leat.cli.start;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the file of {@code --config}. */
final class SettingsFile {
    private SettingsFile() {}

    /** Its text; a {@link CliFailure} says why there is none. */
    static String read(Path file) {
        if (!Files.exists(file)) {
            throw unreadable("there is no settings file " + file.toAbsolutePath(), null);
        }
        if (Files.isDirectory(file)) {
            throw unreadable(file + " is a directory, not a settings file", null);
        }
        if (!Files.isReadable(file)) {
            throw unreadable(
                    "user " + System.getProperty("user.name") + " may not read the settings file " + file, null);
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException noText) {
            throw unreadable(file + " is no settings file: it holds bytes that are no text in UTF-8", noText);
        } catch (IOException broken) {
            throw unreadable("the settings file " + file + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static CliFailure unreadable(String what, @Nullable IOException cause) {
        return new CliFailure(
                what,
                null,
                "--config takes a properties file with lines like num.partitions=6",
                CommandName.with("start, which needs no settings file"),
                cause);
    }
}
