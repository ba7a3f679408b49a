package dev.leat.test.stub;

import java.util.Set;
import java.util.stream.Collectors;

/** Tells the threads of clients that a test makes from those that were there before. */
public final class ClientThreads {
    private final Set<Thread> before = alive();

    private ClientThreads() {}

    public static ClientThreads fromNowOn() {
        return new ClientThreads();
    }

    /** Those that have begun since, and still live. */
    public Set<Thread> living() {
        Set<Thread> since = alive();
        since.removeAll(before);
        return since;
    }

    private static Set<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("leat-(client|consumer).*"))
                .collect(Collectors.toSet());
    }
}
