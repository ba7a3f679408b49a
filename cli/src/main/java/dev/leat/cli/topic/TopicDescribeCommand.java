package dev.leat.cli.topic;

import dev.leat.cli.output.Json;
import dev.leat.cli.output.Listing;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.Topics;
import dev.leat.cli.verb.Waiting;
import dev.leat.client.admin.ConfigAdmin;
import dev.leat.client.admin.ConfigEntry;
import dev.leat.client.admin.OffsetAdmin;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a topic's partitions, offsets and settings. */
@Command(
        name = "describe",
        header = "Show partitions, offsets and settings of topics.",
        description = {
            "START is the first offset that is there, END the one that the next record gets. LEADER, REPLICAS and ISR"
                    + " (the in-sync replicas) are ids of brokers. Settings are shown if the topic has its own.",
            ""
        })
final class TopicDescribeCommand extends ClusterVerb {
    /** A partition with the offsets it holds: from {@code start} inclusive to {@code end} exclusive. */
    private record Row(
            PartitionView partition,
            @Nullable Long start,
            @Nullable Long end) {}

    private static final Listing<Row> PARTITIONS = new Listing<Row>()
            .number("partition", row -> row.partition.partition())
            .number("leader", row -> row.partition.hasLeader() ? row.partition.leader() : null)
            .number("leaderEpoch", row -> row.partition.leaderEpoch())
            .text("replicas", row -> row.partition.replicas())
            .text("isr", row -> row.partition.isr())
            .number("start", Row::start)
            .number("end", Row::end);

    private static final Listing<ConfigEntry> SETTINGS = new Listing<ConfigEntry>()
            .text("setting", ConfigEntry::name)
            .text("value", entry -> entry.sensitive() ? "(secret)" : entry.value())
            .text("source", ConfigEntry::source);

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Names of the topics.")
    private List<String> names = List.of();

    @Option(names = "--all-settings", description = "Show every setting, not only those set on the topic.")
    private boolean allSettings;

    @Override
    protected int run(Cluster cluster) {
        List<Map<String, ?>> described = new ArrayList<>();
        for (String name : names) {
            TopicView topic = Topics.find(cluster, name);
            List<Row> rows = rows(cluster, topic);
            List<ConfigEntry> settings = Waiting.on(new ConfigAdmin(cluster).ofTopic(name)).stream()
                    .filter(entry -> allSettings || entry.source() == ConfigEntry.Source.TOPIC)
                    .toList();
            if (output.isJson()) {
                described.add(fields(topic, rows, settings));
            } else {
                show(topic, rows, settings);
            }
        }
        if (output.isJson()) {
            output.print(Json.line(described));
        }
        return 0;
    }

    private List<Row> rows(Cluster cluster, TopicView topic) {
        OffsetAdmin offsets = new OffsetAdmin(cluster, clusterOptions.timeoutMs());
        List<CompletableFuture<Row>> asked = new ArrayList<>();
        for (PartitionView partition : topic.partitions()) {
            asked.add(row(offsets, new TopicPartition(topic.name(), partition.partition()), partition));
        }
        return asked.stream().map(Waiting::on).toList();
    }

    private static CompletableFuture<Row> row(OffsetAdmin offsets, TopicPartition name, PartitionView partition) {
        if (!partition.hasLeader()) {
            return CompletableFuture.completedFuture(new Row(partition, null, null));
        }
        return offsets.offsetAt(name, OffsetAdmin.EARLIEST)
                .thenCombine(
                        offsets.offsetAt(name, OffsetAdmin.LATEST), (start, end) -> new Row(partition, start, end));
    }

    private void show(TopicView topic, List<Row> rows, List<ConfigEntry> settings) {
        output.print("topic " + topic.name() + (topic.id().isZero() ? "" : ", id " + topic.id()) + "\n\n");
        output.print(PARTITIONS, rows);
        if (!settings.isEmpty()) {
            output.print("\n");
            output.print(SETTINGS, settings);
        }
    }

    private static Map<String, @Nullable Object> fields(TopicView topic, List<Row> rows, List<ConfigEntry> settings) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("topic", topic.name());
        fields.put("id", topic.id());
        fields.put("internal", topic.internal());
        fields.put("partitions", rows.stream().map(PARTITIONS::object).toList());
        fields.put("settings", settings.stream().map(SETTINGS::object).toList());
        return fields;
    }
}
