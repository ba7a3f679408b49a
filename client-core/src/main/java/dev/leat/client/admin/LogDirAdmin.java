package dev.leat.client.admin;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.net.Call;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.DescribeLogDirsRequest;
import dev.leat.protocol.message.DescribeLogDirsResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Looks at the disks of brokers. */
final class LogDirAdmin {
    private final Batches batches;

    LogDirAdmin(Cluster cluster, long timeoutMs) {
        batches = new Batches(cluster, timeoutMs);
    }

    /** The log directories of {@code brokers}, by broker id. */
    CompletableFuture<Results<Integer, List<LogDirectory>>> describe(Collection<Integer> brokers) {
        return batches.run(
                brokers,
                Routing.by(Destination.Broker::new),
                ids -> Call.of(DescribeLogDirsRequest.builder().topics(null).build(), DescribeLogDirsResponse.class)
                        .then(answer -> described(ids.get(0), answer)));
    }

    private static Results<Integer, List<LogDirectory>> described(int broker, DescribeLogDirsResponse response) {
        String what = "describing the log directories of broker " + broker;
        Results.Builder<Integer, List<LogDirectory>> results = new Results.Builder<>();
        List<LogDirectory> directories = new ArrayList<>();
        for (DescribeLogDirsResponse.DescribeLogDirsResult result : response.results()) {
            if (result.errorCode() != ErrorCode.NONE.code()) {
                results.fail(broker, ClientErrors.of(ErrorCode.of(result.errorCode()), what, result.logDir()));
                return results.build();
            }
            directories.add(directory(result));
        }
        results.put(broker, List.copyOf(directories), response.errorCode(), what, null);
        return results.build();
    }

    private static LogDirectory directory(DescribeLogDirsResponse.DescribeLogDirsResult result) {
        Map<TopicPartition, LogDirectory.ReplicaSize> sizes = new HashMap<>();
        for (DescribeLogDirsResponse.DescribeLogDirsTopic topic : result.topics()) {
            for (DescribeLogDirsResponse.DescribeLogDirsPartition partition : topic.partitions()) {
                sizes.put(
                        new TopicPartition(topic.name(), partition.partitionIndex()),
                        new LogDirectory.ReplicaSize(partition.partitionSize(), partition.offsetLag()));
            }
        }
        return new LogDirectory(result.logDir(), result.totalBytes(), result.usableBytes(), sizes);
    }
}
