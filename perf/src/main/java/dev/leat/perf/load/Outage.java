package dev.leat.perf.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** How a broker goes away and comes back. */
public interface Outage {
    /** Ends the broker; it is gone on return. */
    void begin() throws IOException, InterruptedException;

    /**
     * Starts it again, if that is not up to something else; need not wait until it serves.
     *
     * @return the file that gets what it says, if one does
     */
    Optional<Path> end() throws IOException, InterruptedException;

    /**
     * By commands of the shell.
     *
     * @param killCommand  ends it; without one, {@code pid} is killed
     * @param startCommand starts it again, and may stay; without one, something else does
     */
    static Outage byCommands(Optional<String> killCommand, OptionalLong pid, Optional<String> startCommand) {
        return new CommandOutage(killCommand, pid, startCommand);
    }
}
