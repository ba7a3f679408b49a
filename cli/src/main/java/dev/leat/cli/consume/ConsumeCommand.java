package dev.leat.cli.consume;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.base.MonotonicClock;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.Topics;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.metadata.TopicView;
import dev.leat.client.serde.Serdes;
import dev.leat.consumer.Consumer;
import dev.leat.protocol.model.TopicPartition;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads records. */
@Command(
        name = "consume",
        header = "Read records of a topic and write them to standard output.",
        description = {
            "Goes on until Ctrl-C, unless -e or -n says when to end. While a broker is gone it says so and tries again,"
                    + " for as long as --timeout says.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " consume orders                        all there is, then what comes",
            "  " + LEAT + " consume orders --from -10 -e          the last ten of each partition",
            "  " + LEAT + " consume orders --from @-15m           the last quarter of an hour, then what comes",
            "  " + LEAT + " consume orders --from @2026-11-21T08:00:00Z -n 1 -o json",
            "  " + LEAT + " consume orders --format '%%p %%o %%k=%%v\\n'",
            "  " + LEAT + " consume blob -P 0 -e --format raw > disk.img",
            "  " + LEAT + " consume orders --group billing        the group remembers how far it has come"
        })
public final class ConsumeCommand extends ClusterVerb {
    private static final int POLL_RECORDS = 5_000;
    private static final long PREFETCH_BYTES = 32 << 20;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2); // less than the shutdown waits

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TOPIC", description = "Name of the topic.")
    private String topicName = "";

    @Option(
            names = "--from",
            defaultValue = "start",
            paramLabel = "WHERE",
            description = "start, end, an offset, -N for the last N of each partition, @TIME (ISO, ms since 1970, or"
                    + " -15m and the like). With --group it counts only where the group has no position yet."
                    + " Default: ${DEFAULT-VALUE}.")
    private String from = "start";

    @Option(
            names = {"-P", "--partition"},
            split = ",",
            paramLabel = "N",
            description = "Numbers of the partitions to read; may be repeated. Default: all.")
    private @Nullable List<Integer> partitions;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "End after so many records, at least 1.")
    private long count = Long.MAX_VALUE;

    @Option(
            names = {"-e", "--until-end"},
            description = "End with the last record that is there now.")
    private boolean untilEnd;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "NAME",
            description = "Share the work with the other members of this group; the next run of the group goes on"
                    + " where this one ended.")
    private @Nullable String group;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "value (a line each), raw (nothing in between), key-value, json, or a pattern with %%t topic,"
                    + " %%p partition, %%o offset, %%T time, %%k key, %%v value, %%h headers. Default: value, or json"
                    + " with -o json.")
    private @Nullable String format;

    private StartPosition start = StartPosition.START_OF_PARTITION;
    private RecordFormat recordFormat = RecordFormat.of("value");

    @Override
    protected void check() {
        start = valid(text -> StartPosition.parse(text, System.currentTimeMillis(), ZoneId.systemDefault()), from);
        recordFormat = valid(RecordFormat::of, formatInUse());
        if (partitions != null && group != null) {
            throw wrong("In a group the coordinator chooses: --partition and --group exclude each other");
        }
        if (count < 1) {
            throw wrong("--count is at least 1, not " + count + ": leave it out to read all");
        }
    }

    @Override
    protected int run(Cluster cluster) throws IOException {
        List<TopicPartition> chosen = chosenPartitions(new Topics(cluster, hints()).find(topicName));
        MonotonicClock clock = cluster.network().clock();
        Consumer<byte[], byte[]> consumer = Consumer.create(
                consumerSettings(),
                Serdes.byteArray().deserializer(),
                Serdes.byteArray().deserializer());
        StopSignal signal = StopSignal.onShutdown(consumer::wakeup);
        try {
            OutputStream out = Output.standard();
            ConnectionNotice notice = new ConnectionNotice(this::tell, clusterOptions.timeoutMs());
            ConsumeLoop loop = new ConsumeLoop(consumer, recordFormat, out, count, notice, clock);
            Map<TopicPartition, Long> ends = untilEnd ? consumer.endOffsets(chosen) : Map.of();
            BooleanSupplier atEnd = () -> untilEnd && loop.hasReached(ends);
            BooleanSupplier stopped = () -> signal.isStopped() || loop.isFull();
            if (group == null) {
                begin(consumer, chosen);
                loop.run(() -> stopped.getAsBoolean() || atEnd.getAsBoolean());
            } else {
                GroupProgress progress = new GroupProgress(consumer, start, clock);
                consumer.subscribe(List.of(topicName), progress);
                loop.run(() -> {
                    progress.look();
                    return stopped.getAsBoolean() || (progress.hasItsShare() && atEnd.getAsBoolean());
                });
                progress.commitAtLast();
            }
        } catch (Output.ReaderGone enough) {
            return 0;
        } finally {
            consumer.close(CLOSE_PATIENCE);
            signal.finished();
        }
        return 0;
    }

    private void tell(String news) {
        spec.commandLine().getErr().println("leat: " + news);
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = clusterOptions.settings();
        settings.put("enable.auto.commit", false); // what is read is not yet written out
        settings.put("auto.offset.reset", group == null ? "none" : "earliest");
        settings.put("max.poll.records", POLL_RECORDS);
        settings.put("prefetch.max.bytes", PREFETCH_BYTES);
        if (group != null) {
            settings.put("group.id", group);
        }
        return settings;
    }

    private void begin(Consumer<byte[], byte[]> consumer, List<TopicPartition> chosen) {
        Map<TopicPartition, Long> starts = start.resolve(consumer, chosen);
        consumer.assign(chosen);
        starts.forEach(consumer::seek);
    }

    private List<TopicPartition> chosenPartitions(TopicView topic) {
        List<Integer> all =
                topic.partitions().stream().map(PartitionView::partition).toList();
        List<Integer> chosen = partitions == null ? all : partitions;
        if (!all.containsAll(chosen)) {
            throw wrong("Topic " + topicName + " has " + Topics.partitionsInWords(all.size()));
        }
        return chosen.stream().map(each -> new TopicPartition(topicName, each)).toList();
    }

    private String formatInUse() {
        if (format != null) {
            return format;
        }
        return output.isJson() ? "json" : "value";
    }

    private <T> T valid(Function<String, T> reader, String text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
