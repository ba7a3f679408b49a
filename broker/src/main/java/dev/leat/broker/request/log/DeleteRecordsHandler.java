package dev.leat.broker.request.log;

import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.DeleteRecordsRequest;
import dev.leat.protocol.message.DeleteRecordsRequest.DeleteRecordsPartition;
import dev.leat.protocol.message.DeleteRecordsResponse;
import dev.leat.protocol.message.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import dev.leat.protocol.message.DeleteRecordsResponse.DeleteRecordsTopicResult;
import dev.leat.storage.log.PartitionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** DeleteRecords: raises the lowest readable offset of partitions (KIP-107). */
public final class DeleteRecordsHandler implements ApiHandler<DeleteRecordsRequest> {
    private final Partitions partitions;

    public DeleteRecordsHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey key() {
        return ApiKey.DELETE_RECORDS;
    }

    @Override
    public void handle(DeleteRecordsRequest request, RequestContext context) {
        List<CompletableFuture<DeleteRecordsTopicResult>> topics = new ArrayList<>();
        for (DeleteRecordsRequest.DeleteRecordsTopic topic : request.topics()) {
            topics.add(delete(topic));
        }
        CompletableFuture.allOf(topics.toArray(CompletableFuture[]::new))
                .thenAccept(done -> context.reply(DeleteRecordsResponse.builder()
                        .topics(topics.stream().map(CompletableFuture::join).toList())
                        .build()));
    }

    private CompletableFuture<DeleteRecordsTopicResult> delete(DeleteRecordsRequest.DeleteRecordsTopic topic) {
        List<CompletableFuture<DeleteRecordsPartitionResult>> results = topic.partitions().stream()
                .map(asked -> delete(topic.name(), asked))
                .toList();
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> DeleteRecordsTopicResult.builder()
                        .name(topic.name())
                        .partitions(
                                results.stream().map(CompletableFuture::join).toList())
                        .build());
    }

    private CompletableFuture<DeleteRecordsPartitionResult> delete(String topic, DeleteRecordsPartition asked) {
        Partitions.Found found = partitions.find(topic, asked.partitionIndex());
        Partition partition = found.partition();
        if (partition == null) {
            return CompletableFuture.completedFuture(result(asked, found.error(), -1));
        }
        CompletableFuture<DeleteRecordsPartitionResult> done = new CompletableFuture<>();
        partition.lane().executeSlow(() -> {
            ErrorCode error = partition.deleteRecordsBefore(asked.offset());
            PartitionLog log = partition.role().log();
            done.complete(result(asked, error, error != ErrorCode.NONE || log == null ? -1 : log.logStartOffset()));
        });
        return done;
    }

    private static DeleteRecordsPartitionResult result(
            DeleteRecordsPartition asked, ErrorCode error, long lowWatermark) {
        return DeleteRecordsPartitionResult.builder()
                .partitionIndex(asked.partitionIndex())
                .errorCode(error.code())
                .lowWatermark(lowWatermark)
                .build();
    }
}
