package dev.leat.broker.fetch;

import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.wire.BufferPayload;
import dev.leat.storage.segment.AbortedTransaction;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the results of a fetch into its response. */
final class FetchAnswer {
    private FetchAnswer() {}

    /** The results that the client is to be told: all of a full fetch, those with news of an incremental one. */
    static List<FetchResult> select(FetchPlan plan, List<FetchResult> results) {
        FetchSession session = plan.session();
        if (session == null) {
            return results;
        }
        List<FetchResult> told = new ArrayList<>();
        for (FetchResult result : results) {
            boolean news = session.mustReport(result);
            if (news || !plan.incremental()) {
                told.add(result);
            } else {
                result.release();
            }
        }
        return told;
    }

    static FetchResponse of(FetchPlan plan, List<FetchResult> told) {
        List<FetchResponse.FetchableTopicResponse> topics = new ArrayList<>();
        for (int from = 0; from < told.size(); ) {
            FetchKey topic = told.get(from).key();
            List<FetchResponse.PartitionData> partitions = new ArrayList<>();
            int next = from;
            for (; next < told.size() && isSameTopic(told.get(next).key(), topic); next++) {
                partitions.add(partition(told.get(next)));
            }
            topics.add(FetchResponse.FetchableTopicResponse.builder()
                    .topic(topic.topic())
                    .topicId(topic.topicId())
                    .partitions(partitions)
                    .build());
            from = next;
        }
        return FetchResponse.builder()
                .sessionId(plan.sessionId())
                .responses(topics)
                .build();
    }

    private static boolean isSameTopic(FetchKey one, FetchKey other) {
        return one.topic().equals(other.topic()) && one.topicId().equals(other.topicId());
    }

    private static @Nullable List<FetchResponse.AbortedTransaction> aborted(FetchResult result) {
        List<AbortedTransaction> found = result.aborted();
        return found == null
                ? null
                : found.stream()
                        .map(transaction -> FetchResponse.AbortedTransaction.builder()
                                .producerId(transaction.producerId())
                                .firstOffset(transaction.firstOffset())
                                .build())
                        .toList();
    }

    private static FetchResponse.PartitionData partition(FetchResult result) {
        var data = FetchResponse.PartitionData.builder()
                .partitionIndex(result.key().partition())
                .errorCode(result.error().code())
                .highWatermark(result.highWatermark())
                .lastStableOffset(result.lastStableOffset())
                .logStartOffset(result.logStartOffset())
                .abortedTransactions(aborted(result))
                .records(result.records() == null ? new BufferPayload(Unpooled.EMPTY_BUFFER) : result.records());
        if (result.divergingEpoch() != null) {
            data.divergingEpoch(result.divergingEpoch());
        }
        if (result.leader() != null) {
            data.currentLeader(result.leader());
        }
        return data.build();
    }
}
