package dev.leat.broker.produce;

import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.message.ProduceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Collects what becomes of the partitions of one produce request. Each slot is filled once, by any thread; whoever
 * fills the last one hands on the whole.
 */
final class ProduceJob {
    private final ProduceRequest request;
    private final AtomicReferenceArray<PartitionOutcome> outcomes;
    private final AtomicInteger missing;
    private final Consumer<List<PartitionOutcome>> whenComplete;

    /**
     * @param slots partitions in the request; with none of them the job is complete at once
     */
    ProduceJob(ProduceRequest request, int slots, Consumer<List<PartitionOutcome>> whenComplete) {
        this.request = request;
        this.outcomes = new AtomicReferenceArray<>(slots);
        this.missing = new AtomicInteger(slots);
        this.whenComplete = whenComplete;
        if (slots == 0) {
            whenComplete.accept(List.of());
        }
    }

    void fill(int slot, PartitionOutcome outcome) {
        outcomes.set(slot, outcome);
        if (missing.decrementAndGet() == 0) {
            whenComplete.accept(all());
        }
    }

    private List<PartitionOutcome> all() {
        List<PartitionOutcome> all = new ArrayList<>(outcomes.length());
        for (int slot = 0; slot < outcomes.length(); slot++) {
            all.add(outcomes.get(slot));
        }
        return all;
    }

    /** The response to {@code request} with its partitions in the request's order. */
    static ProduceResponse response(ProduceRequest request, List<PartitionOutcome> outcomes) {
        List<ProduceResponse.TopicProduceResponse> topics =
                new ArrayList<>(request.topicData().size());
        int slot = 0;
        for (ProduceRequest.TopicProduceData topic : request.topicData()) {
            List<ProduceResponse.PartitionProduceResponse> partitions =
                    new ArrayList<>(topic.partitionData().size());
            for (ProduceRequest.PartitionProduceData partition : topic.partitionData()) {
                partitions.add(outcomes.get(slot++).toResponse(partition.index()));
            }
            topics.add(ProduceResponse.TopicProduceResponse.builder()
                    .name(topic.name())
                    .topicId(topic.topicId())
                    .partitionResponses(partitions)
                    .build());
        }
        return ProduceResponse.builder().responses(topics).build();
    }

    ProduceRequest request() {
        return request;
    }
}
