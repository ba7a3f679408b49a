package dev.leat.consumer.group;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.function.Consumer;

/** The other side of a simulated group. */
interface SimulatedBroker {
    void advanceTo(long timeMs);

    /** Another broker takes over: whoever waits for an answer gets none. */
    void move();

    /** Answers at once or later. */
    void ask(ApiRequest request, Consumer<ApiResponse> then);

    void leave(MemberAction.Leave leave);

    void commit(
            MemberAction.Identity identity,
            String instanceId,
            TopicPartition partition,
            long offset,
            Consumer<ErrorCode> then);

    /** The topic has so many partitions now. */
    default void grow(int partitions) {}

    /** Whether what the member reads under {@code identity} cannot have been given to others. */
    boolean protects(MemberAction.Identity identity);
}
