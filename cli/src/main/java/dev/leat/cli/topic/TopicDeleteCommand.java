package dev.leat.cli.topic;

import dev.leat.cli.output.CliFailure;
import dev.leat.cli.verb.ClusterVerb;
import dev.leat.cli.verb.Topics;
import dev.leat.client.admin.AdminClient;
import dev.leat.client.admin.Results;
import dev.leat.client.metadata.Cluster;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes topics. */
@Command(
        name = "delete",
        header = "Delete topics and all their records.",
        description = "On a terminal it asks first, unless --yes is given.")
final class TopicDeleteCommand extends ClusterVerb {
    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Names of the topics.")
    private List<String> names = List.of();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Override
    protected int run(Cluster cluster) {
        Topics topics = new Topics(cluster, hints());
        names.forEach(topics::find); // all or none, as far as misspelling goes
        confirm(System.console());
        AdminClient admin = AdminClient.over(cluster);
        for (String name : names) {
            topics.explaining(name, admin.deleteTopics(List.of(name)).thenApply(Results::orThrow));
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("topic", name);
            fields.put("deleted", true);
            output.print(fields, "deleted topic " + name);
        }
        return 0;
    }

    private void confirm(@Nullable Console terminal) {
        if (yes || terminal == null) {
            return;
        }
        String answer = terminal.readLine("Delete %s with all records? [y/N] ", String.join(", ", names));
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new CliFailure("nothing deleted", null, "", "", null);
        }
    }
}
