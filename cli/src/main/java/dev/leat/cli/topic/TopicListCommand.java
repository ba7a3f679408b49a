package dev.leat.cli.topic;

import dev.leat.cli.output.Listing;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.Waiting;
import dev.leat.client.admin.AdminClient;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.PartitionView;
import dev.leat.client.metadata.TopicView;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists topics. */
@Command(
        name = "list",
        header = "List topics.",
        description = {
            "STATE is ok, under-replicated (some replica lags or is down) or leaderless (some partition cannot be used"
                    + " now).",
            ""
        })
final class TopicListCommand extends ClusterVerb {
    private static final Listing<TopicView> LISTING = new Listing<TopicView>()
            .text("topic", TopicView::name)
            .number("partitions", topic -> topic.partitions().size())
            .number("replicas", TopicView::replicationFactor)
            .text("state", TopicListCommand::state);

    @Option(names = "--internal", description = "Show the broker's own topics too.")
    private boolean internal;

    @Override
    protected int run(Cluster cluster) {
        List<TopicView> topics = Waiting.on(AdminClient.over(cluster).listTopics()).values().stream()
                .filter(topic -> internal || !topic.internal())
                .sorted(Comparator.comparing(TopicView::name))
                .toList();
        if (topics.isEmpty() && !output.isJson()) {
            output.print("no topics yet; " + hints().command("topic create NAME") + " makes one\n");
        } else {
            output.print(LISTING, topics);
        }
        return 0;
    }

    private static String state(TopicView topic) {
        if (!topic.isLed()) {
            return "leaderless";
        }
        return topic.partitions().stream().anyMatch(PartitionView::isUnderReplicated) ? "under-replicated" : "ok";
    }
}
