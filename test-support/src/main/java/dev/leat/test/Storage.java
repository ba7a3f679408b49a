package dev.leat.test;

/** Where a broker under test keeps its records. */
public enum Storage {
    /** On the JVM's heap; gone with the broker, kept over its restarts. */
    MEMORY,
    /** In a temporary directory, through the operating system as in production; deleted with the broker. */
    TEMPORARY_DIRECTORY
}
