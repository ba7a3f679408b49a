package dev.leat.cli.consume;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a moment as people write it. */
final class Moment {
    private static final Pattern AGO = Pattern.compile("-(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

    private Moment() {}

    /**
     * Ms since 1970 for {@code -15m} (also ms, s, h, d), {@code 2026-11-21}, {@code 2026-11-21T08:30}, the same with
     * {@code Z} or an offset, or ms since 1970; without an offset, in {@code zone}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static long parse(String text, long nowMs, ZoneId zone) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return nowMs - Long.parseLong(ago.group(1)) * unitMs(ago.group(2));
        }
        if (MILLIS.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        try {
            return dateOrTime(text, zone);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time such as -15m, 2026-11-21, 2026-11-21T08:30:00Z or ms since 1970",
                    unreadable);
        }
    }

    private static long dateOrTime(String text, ZoneId zone) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli();
        }
        boolean hasOffset =
                text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        return hasOffset
                ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                : LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
    }

    private static long unitMs(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }
}
