package dev.leat.cli.produce;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.base.MonotonicClock;
import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import dev.leat.cli.verb.ByteSize;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.NextStep;
import dev.leat.cli.verb.Topics;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.TopicView;
import dev.leat.client.serde.Headers;
import dev.leat.client.serde.Serdes;
import dev.leat.producer.Producer;
import dev.leat.protocol.record.CompressionType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes records. */
@Command(
        name = "produce",
        header = "Write records to a topic, from files or standard input.",
        description = {
            "Each line becomes a record, unless --format says otherwise. Bytes are sent as they are; nothing is decoded.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  echo 'one beer' | " + LEAT + " produce orders",
            "  " + LEAT + " produce orders monday.txt tuesday.txt --compression zstd",
            "  " + LEAT + " produce users --key-separator : < /etc/passwd",
            "  " + LEAT + " produce images --format whole *.png",
            "  " + LEAT + " produce blob --format chunks --chunk 64k -P 0 disk.img",
            "  " + LEAT + " consume orders -e --format json | " + LEAT + " produce copy --format json"
        })
public final class ProduceCommand extends ClusterVerb {
    private static final int MAX_IN_FLIGHT = 5; // as many as brokers remember of a producer
    private static final int LINGER_MS = 5; // so long a record waits for the next line
    private static final int BATCHES_ON_THEIR_WAY = 16;
    private static final int LEAST_ROOM_BYTES = 4 << 20;
    private static final int OVERHEAD_BYTES = 1 << 16; // around a record in its batch
    private static final int CREATE_PATIENCE_MS = 2_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Name of the topic.")
    private String topicName = "";

    @Parameters(index = "1..*", paramLabel = "FILE", description = "Files to read. Default: standard input.")
    private List<Path> files = List.of();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "What a record is: value (a line), key-value (a line with --key-separator), json (a line as"
                    + " consume writes it), chunks (--chunk bytes each), whole (all of a file). Default: value.")
    private @Nullable InputFormat format;

    @Option(
            names = {"-s", "--key-separator"},
            paramLabel = "TEXT",
            description = "What stands between key and value in a line; implies --format key-value. Default: a tab.")
    private @Nullable String keySeparator;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "TEXT",
            description = "The key of every record that has none of its own.")
    private @Nullable String key;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "A header for every record; may be repeated.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = {"-P", "--partition"},
            paramLabel = "N",
            description = "Number of the partition to write to. Default: chosen by the key, any for records"
                    + " without one.")
    private @Nullable Integer partition;

    @Option(
            names = {"-z", "--compression"},
            defaultValue = "none",
            paramLabel = "CODEC",
            description = "none, gzip, snappy, lz4 or zstd. Default: ${DEFAULT-VALUE}.")
    private CompressionType compression = CompressionType.NONE;

    @Option(
            names = "--acks",
            converter = Acks.Converter.class,
            defaultValue = "all",
            paramLabel = "all|1|0",
            description = "Who must have a record before it counts as written: all in-sync replicas, the leader (1),"
                    + " nobody (0). Default: all.")
    private Acks acks = Acks.ALL;

    @Option(
            names = "--chunk",
            converter = ByteSize.Converter.class,
            defaultValue = "64k",
            paramLabel = "SIZE",
            description = "Bytes of a record in --format chunks. Default: ${DEFAULT-VALUE}.")
    private ByteSize chunk = new ByteSize(1);

    @Option(
            names = "--batch-size",
            converter = ByteSize.Converter.class,
            defaultValue = "512k",
            paramLabel = "SIZE",
            description = "Bytes that are sent together at most. Default: ${DEFAULT-VALUE}.")
    private ByteSize batchSize = new ByteSize(1);

    /** Before a topic is created for nothing. */
    @Override
    protected void check() {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw wrong("There is no file " + file);
            }
            if (Files.isDirectory(file) || !Files.isReadable(file)) {
                throw wrong(file + (Files.isDirectory(file) ? " is a directory, not a file" : " may not be read"));
            }
        }
    }

    @Override
    protected int run(Cluster cluster) throws IOException {
        long startNanos = System.nanoTime();
        checkPartition(new Topics(cluster, hints()).findOrCreate(topicName, CREATE_PATIENCE_MS));
        Tally tally = new Tally(Math.max(LEAST_ROOM_BYTES, BATCHES_ON_THEIR_WAY * batchBytes()));
        Producer<byte[], byte[]> producer = Producer.create(
                producerSettings(),
                Serdes.byteArray().serializer(),
                Serdes.byteArray().serializer());
        try (StallWatch watch = watch(cluster, tally)) {
            readAll(new Sending(producer, topicName, partition, tally), tally);
            producer.flush();
        } catch (CliFailure wrongInput) {
            producer.flush(); // what stood before it
            throw told(wrongInput, tally);
        } finally {
            producer.close(Duration.ZERO);
        }
        Tally.Loss loss = tally.loss();
        if (loss != null) {
            throw told(failure(loss), tally);
        }
        report(tally, (System.nanoTime() - startNanos) / 1e9);
        return 0;
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = clusterOptions.settings();
        settings.put("acks", acks.setting());
        settings.put("max.in.flight.requests.per.connection", acks == Acks.LEADER ? 1 : MAX_IN_FLIGHT);
        settings.put("compression.type", compression);
        settings.put("batch.size", batchBytes());
        settings.put("linger.ms", LINGER_MS);
        settings.put("delivery.timeout.ms", clusterOptions.timeoutMs() + LINGER_MS);
        settings.put("max.block.ms", clusterOptions.timeoutMs());
        settings.put("max.request.size", Sending.LARGEST_RECORD + OVERHEAD_BYTES);
        settings.put("buffer.memory", 2 * Sending.LARGEST_RECORD);
        return settings;
    }

    private int batchBytes() {
        return Math.min(batchSize.bytes(), Sending.LARGEST_RECORD);
    }

    private StallWatch watch(Cluster cluster, Tally tally) {
        MonotonicClock clock = cluster.network().clock();
        StallNotice notice = new StallNotice(
                news -> spec.commandLine().getErr().println("leat: " + news),
                clusterOptions.bootstrap(),
                clusterOptions.timeoutMs(),
                clock.millis());
        return new StallWatch(cluster.network().scheduler(), clock, tally, notice);
    }

    private void checkPartition(TopicView topic) {
        int count = topic.partitions().size();
        if (partition != null && (partition < 0 || partition >= count)) {
            throw wrong("Topic " + topicName + " has " + Topics.partitionsInWords(count));
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private void readAll(Sending sending, Tally tally) throws IOException {
        if (files.isEmpty()) {
            read(System.in, "", sending, tally);
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                read(in, " of " + file, sending, tally);
            }
        }
    }

    /** Until the end, or until a record is lost. */
    private void read(InputStream stream, String name, Sending sending, Tally tally) throws IOException {
        ByteInput in = new ByteInput(stream);
        RecordSource source = RecordSource.of(formatInUse(), in, bytes(separatorInUse()), chunk.bytes());
        String unit = formatInUse().unit();
        Headers common = commonHeaders();
        byte[] defaultKey = key == null ? null : bytes(key);
        InputRecord record = source.next();
        while (record != null && tally.loss() == null) {
            sending.send(record.withDefaultKey(defaultKey).withHeaders(common), new Origin(name, unit, in.count()));
            record = source.next();
        }
    }

    private InputFormat formatInUse() {
        if (format != null) {
            return format;
        }
        return keySeparator == null ? InputFormat.VALUE : InputFormat.KEY_VALUE;
    }

    private String separatorInUse() {
        return keySeparator == null ? "\t" : keySeparator;
    }

    private Headers commonHeaders() {
        Headers common = Headers.create();
        headers.forEach((name, value) -> common.add(name, bytes(value)));
        return common;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a person is told of {@code loss}: after a time-out, what was waited for; else also which record it is. */
    private CliFailure failure(Tally.Loss loss) {
        ClientException reason =
                loss.reason().getCause() instanceof ClientException waitedFor ? waitedFor : loss.reason();
        String where = reason instanceof RetriableException ? "" : loss.first().upTo(loss.last()) + ": ";
        return new CliFailure(
                where + reason.getMessage(),
                reason.errorCode(),
                reason.advice(),
                NextStep.after(reason, CommandName.with("produce"), hints()),
                loss.reason());
    }

    private static CliFailure told(CliFailure failure, Tally tally) {
        long records = tally.records();
        String before = records == 0
                ? ""
                : " (" + records + (records == 1 ? " record was" : " records were") + " acknowledged before)";
        return new CliFailure(
                failure.what() + before, failure.errorCode(), failure.likelyCause(), failure.next(), failure);
    }

    private void report(Tally tally, double seconds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topic", topicName);
        fields.put("records", tally.records());
        fields.put("bytes", tally.payloadBytes());
        fields.put("seconds", seconds);
        if (output.isJson()) {
            output.print(fields, "");
        } else {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "produced %,d record%s to %s in %.2f s%n",
                            tally.records(), tally.records() == 1 ? "" : "s", topicName, seconds);
        }
    }
}
