package dev.leat.cli.topic;

import static dev.leat.cli.output.CommandName.LEAT;

import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.Waiting;
import dev.leat.client.admin.AdminClient;
import dev.leat.client.admin.CreatedTopic;
import dev.leat.client.admin.NewTopic;
import dev.leat.client.error.ClientException;
import dev.leat.client.metadata.Cluster;
import dev.leat.protocol.error.ErrorCode;
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

/** Makes topics. */
@Command(
        name = "create",
        header = "Create topics.",
        footer = {
            "",
            "Examples:",
            "  " + LEAT + " topic create orders -p 6",
            "  " + LEAT + " topic create users -p 3 -c cleanup.policy=compact -c segment.bytes=16777216"
        })
final class TopicCreateCommand extends ClusterVerb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Names of the topics.")
    private List<String> names = List.of();

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "Number of partitions. Default: the broker's num.partitions.")
    private int partitions = NewTopic.BROKER_DEFAULT;

    @Option(
            names = {"-r", "--replicas"},
            paramLabel = "N",
            description = "Copies of each partition, on as many brokers. Default: the broker's"
                    + " default.replication.factor.")
    private int replicas = NewTopic.BROKER_DEFAULT;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "NAME=VALUE",
            description = "A topic setting by Kafka's name, see docs/SETTINGS.md; may be repeated.")
    private Map<String, String> configs = new LinkedHashMap<>();

    @Option(names = "--if-not-exists", description = "Leave a topic that exists as it is.")
    private boolean ifNotExists;

    @Override
    protected void check() {
        atLeastOne("--partitions", partitions);
        atLeastOne("--replicas", replicas);
    }

    private void atLeastOne(String option, int value) {
        if (value != NewTopic.BROKER_DEFAULT && value < 1) {
            throw new ParameterException(spec.commandLine(), option + " is at least 1, not " + value);
        }
    }

    @Override
    protected int run(Cluster cluster) {
        AdminClient admin = AdminClient.over(cluster);
        for (String name : names) {
            report(name, create(admin, name));
        }
        return 0;
    }

    private @Nullable CreatedTopic create(AdminClient admin, String name) {
        try {
            NewTopic topic = new NewTopic(name, partitions, replicas, configs);
            return Waiting.on(admin.createTopics(List.of(topic))).of(name);
        } catch (ClientException refused) {
            if (ifNotExists && refused.is(ErrorCode.TOPIC_ALREADY_EXISTS)) {
                return null;
            }
            throw refused;
        }
    }

    private void report(String name, @Nullable CreatedTopic created) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("topic", name);
        fields.put("created", created != null);
        if (created == null) {
            output.print(fields, "topic " + name + " exists");
            return;
        }
        fields.put("id", created.id());
        fields.put("partitions", created.partitions());
        fields.put("replicas", created.replicas());
        output.print(
                fields,
                "created topic " + name + ": " + counted(created.partitions(), "partition") + ", "
                        + counted(created.replicas(), "replica") + (created.replicas() == 1 ? "" : " each"));
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
