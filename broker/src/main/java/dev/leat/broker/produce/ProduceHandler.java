package dev.leat.broker.produce;

import dev.leat.base.WallClock;
import dev.leat.broker.lane.LaneTasks;
import dev.leat.broker.metrics.Limit;
import dev.leat.broker.metrics.Metrics;
import dev.leat.broker.metrics.PartitionMetric;
import dev.leat.broker.partition.AppendRequest;
import dev.leat.broker.partition.Partition;
import dev.leat.broker.partition.Partitions;
import dev.leat.broker.request.ApiHandler;
import dev.leat.broker.request.RequestContext;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ProduceRequest;
import dev.leat.protocol.record.BatchValidator;
import dev.leat.protocol.record.DecompressionBudget;
import dev.leat.protocol.record.ValidationOutcome;
import dev.leat.protocol.wire.BufferPayload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Produce: checks every batch on the connection's thread, hands it to its partition's lane, and answers when all
 * partitions have. Batches of one connection reach a partition in the order of its requests.
 */
public final class ProduceHandler implements ApiHandler<ProduceRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ProduceHandler.class);
    private static final short ACKS_NONE = 0;
    private static final short ACKS_LEADER = 1;
    private static final short ACKS_ALL = -1;

    private final Partitions partitions;
    private final WallClock clock;
    private final ByteBufAllocator allocator;
    private final Metrics metrics;

    public ProduceHandler(Partitions partitions, WallClock clock, ByteBufAllocator allocator, Metrics metrics) {
        this.partitions = partitions;
        this.clock = clock;
        this.allocator = allocator;
        this.metrics = metrics;
    }

    @Override
    public ApiKey key() {
        return ApiKey.PRODUCE;
    }

    /** Librdkafka before 2.11.1 compresses only for brokers that seem to know versions 0 to 2 (KAFKA-18659). */
    @Override
    public short advertisedOldestVersion() {
        return 0;
    }

    @Override
    public void handle(ProduceRequest request, RequestContext context) {
        ProduceJob job = new ProduceJob(request, slotsIn(request), outcomes -> finish(request, outcomes, context));
        ErrorCode refusal = refusalOf(request);
        DecompressionBudget unpacking = new DecompressionBudget(DecompressionBudget.DEFAULT_BYTES);
        LaneTasks appends = new LaneTasks();
        int slot = 0;
        for (ProduceRequest.TopicProduceData topic : request.topicData()) {
            for (ProduceRequest.PartitionProduceData data : topic.partitionData()) {
                if (refusal != ErrorCode.NONE) {
                    job.fill(slot, PartitionOutcome.refused(refusal, null));
                } else {
                    Partitions.Found found = partitions.find(topic.name(), topic.topicId(), data.index());
                    append(found, data, new Place(job, slot, appends, unpacking), context.version());
                }
                slot++;
            }
        }
        appends.submit();
    }

    /** Where a partition's batch stands in its request. */
    private record Place(ProduceJob job, int slot, LaneTasks appends, DecompressionBudget unpacking) {
        void fill(PartitionOutcome outcome) {
            job.fill(slot, outcome);
        }
    }

    private static int slotsIn(ProduceRequest request) {
        int slots = 0;
        for (ProduceRequest.TopicProduceData topic : request.topicData()) {
            slots += topic.partitionData().size();
        }
        return slots;
    }

    private static ErrorCode refusalOf(ProduceRequest request) {
        if (request.acks() < ACKS_ALL || request.acks() > ACKS_LEADER) {
            return ErrorCode.INVALID_REQUIRED_ACKS;
        }
        return request.transactionalId() == null ? ErrorCode.NONE : ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
    }

    private void append(Partitions.Found found, ProduceRequest.PartitionProduceData data, Place place, short version) {
        Partition partition = found.partition();
        if (partition == null) {
            place.fill(PartitionOutcome.refused(found.error(), null));
            return;
        }
        ValidationOutcome outcome = validate(partition, data, place.unpacking(), version);
        if (outcome instanceof ValidationOutcome.Refused refused) {
            count(refused);
            place.fill(PartitionOutcome.refused(refused));
        } else {
            plan(partition, (ValidationOutcome.Accepted) outcome, place);
        }
    }

    /** A fault of ours is this partition's alone: the others' batches are under way and hold their buffers. */
    private ValidationOutcome validate(
            Partition partition,
            ProduceRequest.PartitionProduceData data,
            DecompressionBudget unpacking,
            short version) {
        try {
            return BatchValidator.validate(
                    recordsOf(data), partition.settings().validation(), version, clock.millis(), allocator, unpacking);
        } catch (RuntimeException | LinkageError | OutOfMemoryError fault) {
            LOG.error("a batch for {} could not be checked", partition, fault);
            return ValidationOutcome.Refused.of(ErrorCode.UNKNOWN_SERVER_ERROR, "the batch could not be checked");
        }
    }

    private void count(ValidationOutcome.Refused refusal) {
        metrics.partitions().increment(PartitionMetric.BATCHES_REJECTED);
        if (refusal.error() == ErrorCode.MESSAGE_TOO_LARGE) {
            metrics.limits().increment(Limit.MESSAGE_BYTES);
        } else if (refusal.unpacksTooLarge()) {
            metrics.limits().increment(Limit.DECOMPRESSED_MESSAGE_BYTES);
        }
    }

    private static ByteBuf recordsOf(ProduceRequest.PartitionProduceData data) {
        return data.records() instanceof BufferPayload payload ? payload.buffer() : Unpooled.EMPTY_BUFFER;
    }

    private static void plan(Partition partition, ValidationOutcome.Accepted accepted, Place place) {
        boolean awaitCommit = place.job().request().acks() == ACKS_ALL;
        AppendRequest append = new AppendRequest(accepted.batch(), awaitCommit, result -> {
            accepted.bytes().release();
            place.fill(PartitionOutcome.of(result));
        });
        place.appends().add(partition.lane(), () -> partition.append(append), overloaded -> {
            accepted.bytes().release();
            place.fill(PartitionOutcome.refused(ErrorCode.REQUEST_TIMED_OUT, overloaded.getMessage()));
        });
    }

    private static void finish(ProduceRequest request, List<PartitionOutcome> outcomes, RequestContext context) {
        if (request.acks() != ACKS_NONE) {
            context.reply(ProduceJob.response(request, outcomes));
            return;
        }
        ErrorCode failure = firstError(outcomes);
        if (failure == null) {
            context.replyNothing();
        } else {
            context.abort("a produce with acks=0 failed: " + failure); // the only way to tell such a client
        }
    }

    private static @Nullable ErrorCode firstError(List<PartitionOutcome> outcomes) {
        for (PartitionOutcome outcome : outcomes) {
            if (outcome.error() != ErrorCode.NONE) {
                return outcome.error();
            }
        }
        return null;
    }
}
