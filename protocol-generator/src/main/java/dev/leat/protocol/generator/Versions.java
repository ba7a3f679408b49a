package dev.leat.protocol.generator;

/**
 * A range of message versions, both ends inclusive; empty if {@code highest} is below {@code lowest}.
 */
record Versions(int lowest, int highest) {
    static final Versions NONE = new Versions(0, -1);

    /** Reads {@code 3}, {@code 3-5}, {@code 3+} or {@code none}. */
    static Versions parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        if (text.endsWith("+")) {
            return new Versions(Integer.parseInt(text.substring(0, text.length() - 1)), Short.MAX_VALUE);
        }
        int dash = text.indexOf('-');
        return dash < 0
                ? new Versions(Integer.parseInt(text), Integer.parseInt(text))
                : new Versions(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    boolean isEmpty() {
        return highest < lowest;
    }

    boolean contains(int version) {
        return version >= lowest && version <= highest;
    }

    boolean containsAll(Versions other) {
        return other.isEmpty() || (lowest <= other.lowest && highest >= other.highest);
    }

    /** Closes a range without end where {@code other} ends. */
    Versions endingWith(Versions other) {
        return highest == Short.MAX_VALUE ? new Versions(lowest, other.highest) : this;
    }

    Versions and(Versions other) {
        return new Versions(Math.max(lowest, other.lowest), Math.min(highest, other.highest));
    }

    /** A Java condition that says whether {@code version}, known to be in {@code known}, is in this range. */
    String condition(Versions known) {
        Versions both = and(known);
        if (both.isEmpty()) {
            return "false";
        }
        boolean fromStart = both.lowest == known.lowest;
        boolean toEnd = both.highest == known.highest;
        if (fromStart && toEnd) {
            return "true";
        }
        if (both.lowest == both.highest) {
            return "version == " + both.lowest;
        }
        if (fromStart) {
            return "version <= " + both.highest;
        }
        return toEnd ? "version >= " + both.lowest : "version >= " + both.lowest + " && version <= " + both.highest;
    }
}
