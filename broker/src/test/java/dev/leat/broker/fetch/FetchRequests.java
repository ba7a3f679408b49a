package dev.leat.broker.fetch;

import dev.leat.protocol.message.FetchRequest;
import java.util.ArrayList;
import java.util.List;

/** Fetch requests for partitions of one topic. */
final class FetchRequests {
    static final String TOPIC = "orders";

    private FetchRequests() {}

    /** Asks for {@code partitions} at offset 0, at most {@code partitionMaxBytes} of each. */
    static FetchRequest.Builder fetch(int partitionMaxBytes, int... partitions) {
        List<FetchRequest.FetchPartition> wanted = new ArrayList<>();
        for (int partition : partitions) {
            wanted.add(FetchRequest.FetchPartition.builder()
                    .partition(partition)
                    .partitionMaxBytes(partitionMaxBytes)
                    .build());
        }
        return FetchRequest.builder()
                .maxWaitMs(0)
                .minBytes(1)
                .sessionEpoch(-1)
                .topics(
                        wanted.isEmpty()
                                ? List.of()
                                : List.of(FetchRequest.FetchTopic.builder()
                                        .topic(TOPIC)
                                        .partitions(wanted)
                                        .build()));
    }
}
