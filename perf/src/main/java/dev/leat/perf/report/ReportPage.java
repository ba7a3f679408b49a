package dev.leat.perf.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One HTML file with everything in it: text, tables, pictures. Filled from top to bottom, by one thread. */
public final class ReportPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;color:#1f2328;max-width:1000px;margin:2em auto;padding:0 1em}
            h1{font-size:1.7em;margin-bottom:.2em}h2{margin-top:2em;border-bottom:1px solid #e3e7eb}
            table{border-collapse:collapse;margin:1em 0;font-size:14px;display:block;overflow-x:auto}
            th,td{padding:.35em .7em;border-bottom:1px solid #e3e7eb;text-align:left;vertical-align:top}
            th{background:#f6f8fa}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            .good{color:#2e7d32;font-weight:600}.bad{color:#c62828;font-weight:600}.fair{color:#8a6d00;font-weight:600}
            .note{background:#fff8e1;border-left:4px solid #d9822b;padding:.6em 1em}
            figure{margin:1.5em 0}img{max-width:100%;border:1px solid #e3e7eb}dl{display:grid;grid-template-columns:auto 1fr;gap:.2em 1em}
            dt{color:#59636e}dd{margin:0;overflow-wrap:anywhere}
            """;

    private final String title;
    private final List<String> parts = new ArrayList<>();

    public ReportPage(String title) {
        this.title = title;
        parts.add(Html.element("h1", title));
    }

    public ReportPage heading(String text) {
        parts.add(Html.element("h2", text));
        return this;
    }

    public ReportPage text(String text) {
        parts.add(Html.element("p", text));
        return this;
    }

    /** Something that nobody may overlook. */
    public ReportPage note(String text) {
        parts.add("<p class=\"note\">" + Html.escaped(text) + "</p>");
        return this;
    }

    public ReportPage picture(Picture picture) {
        parts.add(picture.element());
        return this;
    }

    /** Names and what they stand for. */
    public ReportPage facts(Map<String, String> facts) {
        StringBuilder list = new StringBuilder("<dl>");
        facts.forEach((name, value) -> list.append(Html.element("dt", name)).append(Html.element("dd", value)));
        parts.add(list.append("</dl>").toString());
        return this;
    }

    /**
     * @param text  what it says
     * @param style empty, {@code n} for numbers, {@code good}, {@code fair} or {@code bad}
     */
    public record Cell(String text, String style) {
        public static Cell text(String text) {
            return new Cell(text, "");
        }

        public static Cell number(String text) {
            return new Cell(text, "n");
        }

        private String as(String element) {
            String css = style.isEmpty() ? "" : " class=\"" + style + "\"";
            return "<" + element + css + ">" + Html.escaped(text) + "</" + element + ">";
        }
    }

    /** A table; all rows have as many cells as {@code head}. */
    public ReportPage table(List<Cell> head, List<List<Cell>> rows) {
        StringBuilder table = new StringBuilder("<table>");
        row(table, head, "th");
        rows.forEach(row -> row(table, row, "td"));
        parts.add(table.append("</table>").toString());
        return this;
    }

    private static void row(StringBuilder table, List<Cell> cells, String element) {
        table.append("<tr>");
        cells.forEach(cell -> table.append(cell.as(element)));
        table.append("</tr>\n");
    }

    /** The whole page. */
    public String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + Html.element("title", title) + "<style>" + STYLE + "</style></head>\n<body>\n"
                + String.join("\n", parts) + "\n</body></html>\n";
    }

    /** Writes the page to {@code file}. */
    public void save(Path file) {
        try {
            Files.writeString(file, html());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report " + file, e);
        }
    }
}
