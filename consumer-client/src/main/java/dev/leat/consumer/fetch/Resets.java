package dev.leat.consumer.fetch;

import dev.leat.base.WallClock;
import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.RetriableException;
import dev.leat.consumer.OffsetAndTimestamp;
import dev.leat.consumer.offset.OffsetLookup;
import dev.leat.consumer.offset.OffsetReset;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives positions to sources that have none, or none that exists: by time, or where {@code auto.offset.reset} says. Loop only. */
final class Resets {
    private static final Logger LOG = LoggerFactory.getLogger(Resets.class);

    private final FetchLoop loop;
    private final OffsetReset policy;
    private final OffsetLookup lookup;
    private final WallClock wallClock;

    Resets(FetchLoop loop, WallClock wallClock) {
        this.loop = loop;
        this.wallClock = wallClock;
        policy = loop.config().reset();
        lookup = new OffsetLookup(loop.cluster(), loop.config().isolation());
    }

    /** Asks once where {@code resetting} are to start; evaluates the loop when that is known. */
    void find(Collection<Source> resetting) {
        Map<TopicPartition, Long> times = new HashMap<>();
        for (Source source : resetting) {
            source.setAsking(true);
            times.put(source.partition(), source.state().resetTimestamp());
        }
        lookup.findOnce(times)
                .thenAccept(answer -> loop.cluster().network().onLoop(() -> {
                    resetting.forEach(source -> take(source, answer));
                    loop.evaluate();
                }));
    }

    private void take(Source source, OffsetLookup.Answer answer) {
        source.setAsking(false);
        if (loop.isCurrent(source) && source.state().phase() == PartitionState.Phase.RESETTING) {
            TopicPartition partition = source.partition();
            start(source, answer.found().get(partition), answer.failed().get(partition));
        }
    }

    private void start(Source source, @Nullable OffsetAndTimestamp found, @Nullable ClientException failure) {
        if (found != null && found.offset() >= 0) {
            LOG.info("{} starts at {}", source.partition(), found.offset());
            loop.start(source, new Position(found.offset(), Position.NO_EPOCH));
        } else if (found != null) {
            source.state().resetTo(OffsetLookup.LATEST); // no record is as late as that
        } else if (failure == null || failure instanceof RetriableException) {
            loop.pause(source, failure);
        } else {
            loop.stop(source, failure);
        }
    }

    /** The position of {@code source} does not exist, or there is none. */
    void byPolicy(Source source, String why) {
        if (policy.kind() == OffsetReset.Kind.NONE) {
            loop.stop(source, noPosition(source, why + ", and auto.offset.reset is none"));
            return;
        }
        LOG.info("{}: {}, going on by auto.offset.reset={}", source.partition(), why, policy.kind());
        source.state()
                .resetTo(
                        switch (policy.kind()) {
                            case EARLIEST -> OffsetLookup.EARLIEST;
                            case BY_DURATION -> Math.max(0, wallClock.millis() - policy.backMs());
                            default -> OffsetLookup.LATEST;
                        });
    }

    /** The leader's log has lost what lies behind {@code position}. */
    void truncated(Source source, Position position) {
        String why = "its log was cut at offset " + position.offset() + ", before what was read";
        if (policy.kind() == OffsetReset.Kind.NONE) {
            loop.stop(source, noPosition(source, why));
        } else {
            LOG.warn("{}: {}", source.partition(), why);
            source.state().stop();
            loop.handOver().give(new FetchEvent.Truncated(source.feed(), position));
        }
    }

    private static ClientException noPosition(Source source, String why) {
        return ClientErrors.of(ErrorCode.OFFSET_OUT_OF_RANGE, "reading " + source.partition(), why);
    }
}
