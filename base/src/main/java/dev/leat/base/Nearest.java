package dev.leat.base;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody may have meant: the one with the fewest letters changed, added, lost or swapped. */
public final class Nearest {
    private Nearest() {}

    /**
     * The nearest of {@code candidates} other than {@code typed} itself, whatever the case, unless even that one differs
     * in more than a quarter of the letters (one is always allowed) and so is too far away to be meant.
     */
    public static Optional<String> to(String typed, Collection<String> candidates) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int farthest = Math.max(1, typed.length() / 4);
        return candidates.stream()
                .filter(candidate -> !candidate.equals(typed))
                .filter(candidate -> Math.abs(candidate.length() - typed.length()) <= farthest)
                .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= farthest)
                .min(Comparator.<String>comparingInt(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many characters to insert, delete, replace or swap with their neighbour to turn {@code a} into {@code b}. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (isSwap(a, i, b, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }

    private static boolean isSwap(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
