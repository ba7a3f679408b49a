package dev.leat.perf.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A finished picture.
 *
 * @param name  file name without its ending
 * @param title one line
 * @param png   the file's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Picture(String name, String title, byte[] png) {
    /** Writes {@code NAME.png} into {@code dir}. */
    public void saveIn(Path dir) {
        try {
            Files.write(dir.resolve(name + ".png"), png);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the picture " + name + " into " + dir, e);
        }
    }

    /** The picture as an HTML element that needs no file beside it. */
    String element() {
        return "<figure><img alt=\"" + Html.escaped(title) + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png) + "\"></figure>";
    }
}
