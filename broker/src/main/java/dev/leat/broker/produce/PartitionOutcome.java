package dev.leat.broker.produce;

import dev.leat.broker.partition.AppendResult;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ProduceResponse;
import dev.leat.protocol.record.RecordError;
import dev.leat.protocol.record.ValidationOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one partition's batch.
 *
 * @param message for people, null if the error's own text says it
 * @param leader who leads the partition when it is not this broker (KIP-951), or null
 */
record PartitionOutcome(
        AppendResult result,
        @Nullable String message,
        List<RecordError> recordErrors,
        ProduceResponse.@Nullable LeaderIdAndEpoch leader) {

    static PartitionOutcome of(AppendResult result) {
        return new PartitionOutcome(result, null, List.of(), null);
    }

    static PartitionOutcome refused(ErrorCode error, @Nullable String message) {
        return new PartitionOutcome(AppendResult.refused(error), message, List.of(), null);
    }

    static PartitionOutcome refused(ValidationOutcome.Refused refusal) {
        return new PartitionOutcome(
                AppendResult.refused(refusal.error()), refusal.message(), refusal.recordErrors(), null);
    }

    ErrorCode error() {
        return result.error();
    }

    ProduceResponse.PartitionProduceResponse toResponse(int partition) {
        var response = ProduceResponse.PartitionProduceResponse.builder()
                .index(partition)
                .errorCode(result.error().code())
                .baseOffset(result.baseOffset())
                .logAppendTimeMs(result.logAppendTimeMs())
                .logStartOffset(result.logStartOffset())
                .errorMessage(message)
                .recordErrors(
                        recordErrors.stream().map(PartitionOutcome::toResponse).toList());
        if (leader != null) {
            response.currentLeader(leader);
        }
        return response.build();
    }

    private static ProduceResponse.BatchIndexAndErrorMessage toResponse(RecordError error) {
        return ProduceResponse.BatchIndexAndErrorMessage.builder()
                .batchIndex(error.batchIndex())
                .batchIndexErrorMessage(error.message())
                .build();
    }
}
