package dev.leat.perf;

import dev.leat.perf.process.Launch;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which broker to start. */
final class BrokerOptions {
    private static final Path HOME = Path.of(System.getProperty("leat.home", "."));

    /** Brokers that are known by name. */
    enum Known {
        LEAT,
        APACHE_KAFKA
    }

    @Option(
            names = "--broker",
            paramLabel = "leat|apache-kafka",
            converter = KnownConverter.class,
            defaultValue = "leat",
            description = "The broker to start, from this clone. Default: ${DEFAULT-VALUE}.")
    private Known broker = Known.LEAT;

    @Option(
            names = "--start",
            paramLabel = "COMMAND",
            description = "A shell line that starts another one, with {port} and {data} in it: it stays until it gets a"
                    + " TERM, and begins with exec if it is only one program.")
    private @Nullable String start;

    /** Reads a name with a hyphen. */
    static final class KnownConverter implements ITypeConverter<Known> {
        @Override
        public Known convert(String text) {
            return switch (text) {
                case "leat" -> Known.LEAT;
                case "apache-kafka" -> Known.APACHE_KAFKA;
                default ->
                    throw new TypeConversionException("expected one of leat, apache-kafka but was '" + text + "'");
            };
        }
    }

    Launch launch() {
        if (start != null) {
            return Launch.shell(start);
        }
        return broker == Known.LEAT ? Launch.leat(HOME) : Launch.apacheKafka(HOME);
    }
}
