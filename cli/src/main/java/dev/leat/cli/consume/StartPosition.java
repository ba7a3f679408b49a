package dev.leat.cli.consume;

import dev.leat.cli.output.CliFailure;
import dev.leat.consumer.Consumer;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where in a partition to begin.
 *
 * @param number the offset, how many before the end, or ms since 1970, as {@code kind} says; else 0
 */
record StartPosition(Kind kind, long number) {
    static final StartPosition START_OF_PARTITION = new StartPosition(Kind.START, 0);

    enum Kind {
        START,
        END,
        OFFSET,
        BEFORE_END,
        TIME
    }

    /**
     * Reads {@code start}, {@code end}, an offset, {@code -N} for the last N, or {@code @} and a {@link Moment}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static StartPosition parse(String text, long nowMs, ZoneId zone) {
        if (text.startsWith("@")) {
            return new StartPosition(Kind.TIME, Moment.parse(text.substring(1), nowMs, zone));
        }
        return switch (text) {
            case "start", "beginning", "earliest" -> START_OF_PARTITION;
            case "end", "latest" -> new StartPosition(Kind.END, 0);
            default -> number(text);
        };
    }

    private static StartPosition number(String text) {
        try {
            long number = Long.parseLong(text);
            return text.startsWith("-")
                    ? new StartPosition(Kind.BEFORE_END, -number)
                    : new StartPosition(Kind.OFFSET, number);
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException(
                    "'" + text + "' is none of start, end, an offset, -N for the last N, @TIME", unreadable);
        }
    }

    /** The offsets that this means now; fails if it is an offset that a partition does not have. */
    Map<TopicPartition, Long> resolve(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        return switch (kind) {
            case START -> consumer.beginningOffsets(partitions);
            case END -> consumer.endOffsets(partitions);
            case OFFSET -> inRange(consumer, partitions, this::within);
            case BEFORE_END -> inRange(consumer, partitions, (partition, start, end) -> Math.max(start, end - number));
            case TIME -> atTime(consumer, partitions);
        };
    }

    /** An offset out of those that a partition has. */
    private interface Choice {
        long of(TopicPartition partition, long start, long end);
    }

    private static Map<TopicPartition, Long> inRange(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Choice choice) {
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        consumer.endOffsets(partitions)
                .forEach((partition, end) ->
                        offsets.put(partition, choice.of(partition, starts.getOrDefault(partition, 0L), end)));
        return offsets;
    }

    private Map<TopicPartition, Long> atTime(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> times = new LinkedHashMap<>();
        partitions.forEach(partition -> times.put(partition, number));
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>(consumer.endOffsets(partitions));
        consumer.offsetsForTimes(times).forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** The number, if it is from {@code start} to {@code end}, the offset that the next record gets. */
    private long within(TopicPartition partition, long start, long end) {
        if (start <= number && number <= end) {
            return number;
        }
        String held = start == end
                ? "holds no records; the next one gets offset " + end
                : "holds the offsets " + start + " to " + (end - 1);
        throw new CliFailure(
                "there is no offset " + number + " in partition " + partition.partition() + " of '" + partition.topic()
                        + "': it " + held,
                ErrorCode.OFFSET_OUT_OF_RANGE,
                number > end ? "it was not written yet" : "retention has deleted it",
                "the same with --from start or --from end; --partition chooses partitions",
                null);
    }
}
