package dev.leat.cli.output;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of one kind, described once: a table for people, the same fields as JSON for programs. */
public final class Listing<T> {
    private static final Character[] NO_BORDERS = AsciiTable.NO_BORDERS;

    private record Field<T>(String name, Function<T, @Nullable Object> value, boolean number) {}

    private final List<Field<T>> fields = new ArrayList<>();

    /** Adds a column of text; {@code name} is the JSON field, and in capitals the heading. */
    public Listing<T> text(String name, Function<T, @Nullable Object> value) {
        fields.add(new Field<>(name, value, false));
        return this;
    }

    /** Adds a column of numbers, set flush right. */
    public Listing<T> number(String name, Function<T, @Nullable Object> value) {
        fields.add(new Field<>(name, value, true));
        return this;
    }

    /** The rows as lines, each with its line end. */
    public String table(Collection<T> rows) {
        List<Column> columns = fields.stream().map(Listing::column).toList();
        Object[][] cells = rows.stream().map(this::cells).toArray(Object[][]::new);
        String table = AsciiTable.getTable(NO_BORDERS, columns.toArray(Column[]::new), cells);
        return table.lines()
                .map(line -> line.substring(1).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    private static Column column(Field<?> field) {
        HorizontalAlign align = field.number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
        return new Column()
                .header(heading(field.name))
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(Integer.MAX_VALUE);
    }

    private static String heading(String fieldName) {
        return fieldName.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
    }

    private Object[] cells(T row) {
        return fields.stream().map(field -> cell(field.value.apply(row))).toArray();
    }

    private static String cell(@Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value == null ? "-" : value.toString();
    }

    /** The row as a JSON object's fields in order. */
    public Map<String, @Nullable Object> object(T row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        fields.forEach(field -> object.put(field.name, field.value.apply(row)));
        return object;
    }

    /** The rows as one JSON array in one line. */
    public String json(Collection<T> rows) {
        return Json.line(rows.stream().map(this::object).toList());
    }

    /** The rows in the form asked for. */
    public String show(Collection<T> rows, OutputFormat format) {
        return format == OutputFormat.JSON ? json(rows) : table(rows);
    }
}
