package dev.leat.perf.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leat.cli.output.Json;
import dev.leat.perf.result.Figure.Better;
import dev.leat.perf.result.RunResult.Percentile;
import dev.leat.perf.result.Series.Point;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A result as one line of JSON, in the form that docs/PERF.md describes, and back. */
public final class ResultJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResultJson() {}

    /** One line with its line end. */
    public static String write(RunResult result) {
        return Json.line(tree(result));
    }

    /** The result as maps, lists, texts and numbers, for a larger document around it. */
    public static Map<String, Object> tree(RunResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", result.schema());
        tree.put("workload", result.workload());
        tree.put("client", result.client());
        tree.put("broker", result.broker());
        tree.put("conditions", result.conditions());
        tree.put("figures", list(result.figures(), ResultJson::figure));
        tree.put("series", list(result.series(), ResultJson::series));
        tree.put("events", list(result.events(), event -> object("seconds", event.seconds(), "text", event.text())));
        tree.put(
                "latency",
                list(result.latency(), each -> object("percentile", each.percentile(), "micros", each.micros())));
        result.hlog().ifPresent(name -> tree.put("hlog", name));
        return tree;
    }

    private static Object figure(Figure figure) {
        Map<String, Object> object = object("name", figure.name(), "unit", figure.unit());
        object.put("value", figure.value());
        object.put("better", figure.better().name().toLowerCase(Locale.ROOT));
        return object;
    }

    private static Object series(Series series) {
        Map<String, Object> object = object("name", series.name(), "unit", series.unit());
        object.put(
                "points", list(series.points(), point -> object("seconds", point.seconds(), "value", point.value())));
        return object;
    }

    private static Map<String, Object> object(String name, Object value, String name2, Object value2) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(name, value);
        object.put(name2, value2);
        return object;
    }

    private static <T> List<Object> list(List<T> values, Function<T, Object> each) {
        return values.stream().map(each).toList();
    }

    /**
     * Reads what {@link #write} wrote; fields that it does not know are passed over.
     *
     * @throws IOException if it is no result of a schema known here
     */
    public static RunResult read(String json) throws IOException {
        JsonNode tree = MAPPER.readTree(json);
        if (tree.path("schema").asInt() != RunResult.SCHEMA) {
            throw new IOException("not a result of schema " + RunResult.SCHEMA);
        }
        return new RunResult(
                RunResult.SCHEMA,
                tree.path("workload").asText(),
                tree.path("client").asText(),
                tree.path("broker").asText(),
                texts(tree.path("conditions")),
                all(tree.path("figures"), ResultJson::readFigure),
                all(tree.path("series"), ResultJson::readSeries),
                all(tree.path("events"), each -> new Event(each.path("seconds").asDouble(), text(each, "text"))),
                all(
                        tree.path("latency"),
                        each -> new Percentile(
                                each.path("percentile").asDouble(),
                                each.path("micros").asDouble())),
                tree.has("hlog") ? Optional.of(text(tree, "hlog")) : Optional.empty());
    }

    private static Figure readFigure(JsonNode figure) {
        Better better = Better.valueOf(text(figure, "better").toUpperCase(Locale.ROOT));
        return new Figure(
                text(figure, "name"), text(figure, "unit"), figure.path("value").asDouble(), better);
    }

    private static Series readSeries(JsonNode series) {
        return new Series(
                text(series, "name"),
                text(series, "unit"),
                all(
                        series.path("points"),
                        point -> new Point(
                                point.path("seconds").asDouble(),
                                point.path("value").asDouble())));
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asText();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static <T> List<T> all(JsonNode array, Function<JsonNode, T> each) {
        List<T> values = new ArrayList<>();
        array.forEach(element -> values.add(each.apply(element)));
        return values;
    }
}
