package dev.leat.test;

/** How long the broker of a {@link WithLeat} serves. */
public enum Lifetime {
    /** Each test has one of its own. */
    TEST,
    /** The tests of a class share one, and so do its nested classes. */
    CLASS,
    /** All test classes of a run that ask for the same broker share one. */
    RUN
}
