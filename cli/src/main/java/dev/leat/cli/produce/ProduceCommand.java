package dev.leat.cli.produce;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import dev.leat.cli.verb.ByteSize;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.NextStep;
import dev.leat.cli.verb.Topics;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.record.Compression;
import dev.leat.protocol.record.CompressionType;
import dev.leat.protocol.record.RecordHeader;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        TopicView topic = Topics.findOrCreate(cluster, topicName, CREATE_PATIENCE_MS);
        checkPartition(topic);
        ProducerIdentity identity =
                acks == Acks.ALL ? ProducerIdentity.obtain(cluster, clusterOptions.timeoutMs()) : ProducerIdentity.NONE;
        Producer producer = new Producer(cluster, topic, settings(identity));
        Batcher batcher = new Batcher(
                new Batcher.Settings(Compression.of(compression), partition, batchSize.bytes()),
                topic.partitions().size(),
                identity,
                producer::send);
        try {
            readAll(batcher);
            batcher.flush();
            producer.finish();
        } catch (RuntimeException failure) {
            throw interrupted(failure, producer.tally());
        }
        report(producer.tally(), (System.nanoTime() - startNanos) / 1e9);
        return 0;
    }

    private PartitionSender.Settings settings(ProducerIdentity identity) {
        boolean sorted = identity.isIdempotent() || acks == Acks.NONE;
        return new PartitionSender.Settings(acks.code(), sorted ? MAX_IN_FLIGHT : 1, clusterOptions.timeoutMs());
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

    private void readAll(Batcher batcher) throws IOException {
        if (files.isEmpty()) {
            read(System.in, batcher);
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                read(in, batcher);
            }
        }
    }

    private void read(InputStream stream, Batcher batcher) throws IOException {
        ByteInput in = new ByteInput(stream);
        RecordSource source = RecordSource.of(formatInUse(), in, bytes(separatorInUse()), chunk.bytes());
        List<RecordHeader> common = commonHeaders();
        byte[] defaultKey = key == null ? null : bytes(key);
        for (InputRecord record = source.next(); record != null; record = source.next()) {
            batcher.add(record.withDefaultKey(defaultKey).withHeaders(common), System.currentTimeMillis());
            if (in.mayBlock()) {
                batcher.flush(); // nobody should wait for a record until the next one is typed
            }
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

    private List<RecordHeader> commonHeaders() {
        List<RecordHeader> common = new ArrayList<>();
        headers.forEach((name, value) -> common.add(new RecordHeader(name, Unpooled.wrappedBuffer(bytes(value)))));
        return common;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static CliFailure interrupted(RuntimeException failure, Tally tally) {
        long records = tally.records();
        CliFailure screen =
                CliFailure.of(failure, NextStep.after(ClientErrors.unwrap(failure), CommandName.with("produce")));
        return new CliFailure(
                screen.what() + (records == 0 ? "" : " (" + records + " records were acknowledged before)"),
                screen.errorCode(),
                screen.likelyCause(),
                screen.next(),
                failure);
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
