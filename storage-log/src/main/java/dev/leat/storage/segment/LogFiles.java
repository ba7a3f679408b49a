package dev.leat.storage.segment;

/** Names of the files of a partition log: 20 digits of an offset and a suffix, as Apache Kafka writes them. */
public final class LogFiles {
    public static final String LOG = ".log";
    public static final String OFFSET_INDEX = ".index";
    public static final String TIME_INDEX = ".timeindex";
    public static final String TXN_INDEX = ".txnindex";
    public static final String SNAPSHOT = ".snapshot";
    /** Kafka's suffix of a file that waits for its removal. */
    public static final String DELETED = ".deleted";
    /** Kafka's suffix of a compacted file that is not finished. */
    public static final String CLEANED = ".cleaned";
    /** Kafka's suffix of a finished compacted file that has not taken its place yet. */
    public static final String SWAP = ".swap";

    private static final int DIGITS = 20;

    private LogFiles() {}

    public static String name(long offset, String suffix) {
        String digits = Long.toString(offset);
        return "0".repeat(DIGITS - digits.length()) + digits + suffix;
    }

    /** Whether {@code name} is an offset followed by {@code suffix}. */
    public static boolean is(String name, String suffix) {
        return name.length() == DIGITS + suffix.length()
                && name.endsWith(suffix)
                && name.chars().limit(DIGITS).allMatch(c -> c >= '0' && c <= '9');
    }

    /** The offset in the name of a file for which {@link #is} holds. */
    public static long offset(String name) {
        return Long.parseLong(name.substring(0, DIGITS));
    }
}
