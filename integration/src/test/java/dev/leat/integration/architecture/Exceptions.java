package dev.leat.integration.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;

/** Classes outside of {@code main} that make a thread, a clock or a random all the same, each with its reason. */
final class Exceptions {
    /** By simple name of the outermost class. */
    static final Map<String, String> REASONS = Map.of(
            "NameLookups",
                    "a resolver that hangs must hang on a thread that nobody else needs, and such a one lives briefly",
            "Preparation", "it begins once per process, before a client has any thread to ask",
            "RecordPump", "it is the polling thread that an application asks for",
            "SeededRandom", "the fake itself: it repeats its numbers from a seed",
            "Seams", "a library has no main of its own: here a client takes the clocks and randoms of the real machine",
            "SharedLane", "its keeper is the thread of a lane; broker.main makes the lanes");

    private Exceptions() {}

    static boolean mayMake(JavaClass type) {
        return REASONS.containsKey(Outermost.of(type).getSimpleName());
    }
}
