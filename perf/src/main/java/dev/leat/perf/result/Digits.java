package dev.leat.perf.result;

import java.util.Locale;

/** Numbers as tables of several runs have them. */
public final class Digits {
    private static final double WHOLE_FROM = 100;

    private Digits() {}

    /** At most two or three digits behind the point, none from a hundred on. */
    public static String of(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= WHOLE_FROM ? "%,.0f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
