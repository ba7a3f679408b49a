package dev.leat.cli.topic;

import dev.leat.cli.output.Json;
import dev.leat.cli.output.Listing;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.Topics;
import dev.leat.cli.verb.Waiting;
import dev.leat.client.admin.AdminClient;
import dev.leat.client.admin.ConfigEntry;
import dev.leat.client.admin.ConfigResource;
import dev.leat.client.admin.OffsetAdmin;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.metadata.TopicView;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        AdminClient admin = AdminClient.over(cluster);
        Topics topics = new Topics(cluster, hints());
        List<Map<String, ?>> described = new ArrayList<>();
        for (String name : names) {
            TopicView topic = topics.find(name);
            List<Row> rows = rows(admin, topic);
            List<ConfigEntry> settings = settings(admin, name);
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

    private List<ConfigEntry> settings(AdminClient admin, String name) {
        ConfigResource topic = ConfigResource.topic(name);
        return Waiting.on(admin.describeConfigs(List.of(topic))).of(topic).stream()
                .filter(entry -> allSettings || entry.source() == ConfigEntry.Source.TOPIC)
                .toList();
    }

    private static List<Row> rows(AdminClient admin, TopicView topic) {
        Map<TopicPartition, Long> starts = offsets(admin, topic, OffsetAdmin.EARLIEST);
        Map<TopicPartition, Long> ends = offsets(admin, topic, OffsetAdmin.LATEST);
        List<Row> rows = new ArrayList<>();
        for (PartitionView partition : topic.partitions()) {
            TopicPartition name = new TopicPartition(topic.name(), partition.partition());
            rows.add(new Row(partition, starts.get(name), ends.get(name)));
        }
        return rows;
    }

    /** Of the partitions that have leaders. */
    private static Map<TopicPartition, Long> offsets(AdminClient admin, TopicView topic, long time) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        topic.partitions().stream()
                .filter(PartitionView::hasLeader)
                .forEach(partition -> asked.put(new TopicPartition(topic.name(), partition.partition()), time));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Waiting.on(admin.listOffsets(asked, false))
                .orThrow()
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
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
