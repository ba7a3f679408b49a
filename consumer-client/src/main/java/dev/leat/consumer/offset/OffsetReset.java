package dev.leat.consumer.offset;

import dev.leat.base.Check;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Where reading starts when there is no offset to start at, or none that exists any more ({@code auto.offset.reset}).
 *
 * @param kind what to do
 * @param backMs for {@link Kind#BY_DURATION} (KIP-1106), how far back from now, in ms, at least 0; otherwise 0
 */
public record OffsetReset(Kind kind, long backMs) {
    public static final OffsetReset EARLIEST = new OffsetReset(Kind.EARLIEST, 0);
    public static final OffsetReset LATEST = new OffsetReset(Kind.LATEST, 0);
    public static final OffsetReset NONE = new OffsetReset(Kind.NONE, 0);

    private static final String BY_DURATION = "by_duration:";

    /** The ways to find a start. */
    public enum Kind {
        EARLIEST,
        LATEST,
        /** The first record written at most a given time ago, else the end. */
        BY_DURATION,
        /** None: the poll fails. */
        NONE
    }

    public OffsetReset {
        Check.atLeast(0, backMs, "backMs");
    }

    /** The policy in Kafka's notation: {@code earliest}, {@code latest}, {@code none}, {@code by_duration:PT1H}. */
    public static OffsetReset parse(String text) {
        return switch (text) {
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            case "none" -> NONE;
            default -> byDuration(text);
        };
    }

    private static OffsetReset byDuration(String text) {
        Check.that(text.startsWith(BY_DURATION), "one of earliest, latest, none, by_duration:<ISO 8601 duration>");
        try {
            Duration back = Duration.parse(text.substring(BY_DURATION.length()));
            return new OffsetReset(Kind.BY_DURATION, back.toMillis());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("no ISO 8601 duration: " + text, e);
        }
    }
}
