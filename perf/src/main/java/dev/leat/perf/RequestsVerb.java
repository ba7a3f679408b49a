package dev.leat.perf;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.perf.client.Client;
import dev.leat.perf.load.Api;
import dev.leat.perf.load.SettingsBuilder;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Sends bare requests. */
@Command(
        name = "requests",
        header = "Send requests of one kind, encoded before, on pipelined connections (the raw client).",
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " requests --api api-versions --connections 32 --in-flight 8",
            "  " + LEAT + " requests --api produce --request-bytes 200 --record-bytes 100 --connections 1 --in-flight 1"
        })
final class RequestsVerb extends WorkloadVerb {
    private static final int CONNECTIONS = 4;

    @Mixin
    private TopicOptions topic = new TopicOptions();

    @Mixin
    private RecordOptions record = new RecordOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private RawOptions raw = new RawOptions();

    @Option(
            names = "--api",
            paramLabel = "API",
            converter = ApiConverter.class,
            defaultValue = "produce",
            description = "produce, fetch, api-versions or metadata. Default: ${DEFAULT-VALUE}.")
    private Api api = Api.PRODUCE;

    /** Reads the API's name with a hyphen, where Java has an underscore. */
    static final class ApiConverter implements ITypeConverter<Api> {
        @Override
        public Api convert(String text) {
            try {
                return Api.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(
                        "expected one of produce, fetch, api-versions, metadata but was '" + text + "'");
            }
        }
    }

    @Override
    void apply(SettingsBuilder settings) {
        topic.applyTo(settings);
        record.applyTo(settings);
        threads.applyTo(settings);
        raw.applyTo(settings, CONNECTIONS);
        settings.client(Client.RAW).api(api);
    }
}
