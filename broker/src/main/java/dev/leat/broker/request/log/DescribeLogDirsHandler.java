package dev.leat.broker.request.log;

import dev.leat.broker.partition.HostedTopics;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DescribeLogDirsRequest;
import dev.leat.protocol.message.DescribeLogDirsRequest.DescribableLogDirTopic;
import dev.leat.protocol.message.DescribeLogDirsResponse;
import dev.leat.protocol.message.DescribeLogDirsResponse.DescribeLogDirsPartition;
import dev.leat.protocol.message.DescribeLogDirsResponse.DescribeLogDirsResult;
import dev.leat.protocol.message.DescribeLogDirsResponse.DescribeLogDirsTopic;
import dev.leat.storage.log.PartitionLog;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** DescribeLogDirs: where the logs are and how large (KIP-113, KIP-827). */
public final class DescribeLogDirsHandler implements ApiHandler<DescribeLogDirsRequest> {
    private final HostedTopics hosted;
    private final LogDirStatus directory;

    /** What a data directory says of itself. */
    public interface LogDirStatus {
        String path();

        /** Size of its volume in bytes, -1 if unknown. */
        long totalBytes();

        /** Bytes that can still be written, -1 if unknown. */
        long usableBytes();
    }

    public DescribeLogDirsHandler(HostedTopics hosted, LogDirStatus directory) {
        this.hosted = hosted;
        this.directory = directory;
    }

    @Override
    public ApiKey key() {
        return ApiKey.DESCRIBE_LOG_DIRS;
    }

    @Override
    public void handle(DescribeLogDirsRequest request, RequestContext context) {
        context.reply(DescribeLogDirsResponse.builder()
                .results(List.of(DescribeLogDirsResult.builder() // one even if it is empty, or clients see an error
                        .logDir(directory.path())
                        .topics(topics(request.topics()))
                        .totalBytes(directory.totalBytes())
                        .usableBytes(directory.usableBytes())
                        .build()))
                .build());
    }

    private List<DescribeLogDirsTopic> topics(@Nullable List<DescribableLogDirTopic> asked) {
        if (asked == null) {
            return hosted.all().stream().map(topic -> describe(topic, null)).toList();
        }
        return asked.stream()
                .<DescribeLogDirsTopic>mapMulti((topic, out) -> {
                    HostedTopics.Hosted found = hosted.find(topic.topic());
                    if (found != null) {
                        out.accept(describe(found, topic.partitions()));
                    }
                })
                .toList();
    }

    private static DescribeLogDirsTopic describe(HostedTopics.Hosted topic, @Nullable Collection<Integer> wanted) {
        Set<Integer> numbers = wanted == null ? Set.of() : new TreeSet<>(wanted);
        return DescribeLogDirsTopic.builder()
                .name(topic.name())
                .partitions(topic.partitions().stream()
                        .<DescribeLogDirsPartition>mapMulti((partition, out) -> {
                            if (partition != null
                                    && (wanted == null
                                            || numbers.contains(partition.id().partition()))) {
                                out.accept(describe(partition));
                            }
                        })
                        .toList())
                .build();
    }

    private static DescribeLogDirsPartition describe(Partition partition) {
        PartitionLog log = partition.role().log();
        return DescribeLogDirsPartition.builder()
                .partitionIndex(partition.id().partition())
                .partitionSize(log == null ? 0 : log.sizeInBytes())
                .build();
    }
}
