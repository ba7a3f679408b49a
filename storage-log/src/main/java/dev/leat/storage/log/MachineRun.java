package dev.leat.storage.log;

import dev.leat.storage.fs.CheckpointFile;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;

/**
 * The file {@code .leat_machine_run}, which names the run of the machine in which the logs of a directory were opened last.
 * While the machine still runs, all that was written since is there, in the system's page cache if not on the disk, though
 * the process may have been killed: only a write that was under way can be torn, and that is at a log's end.
 */
final class MachineRun {
    private static final String NAME = ".leat_machine_run";

    private MachineRun() {}

    /** Whether nothing that was written since {@link #note} can have been lost. */
    static boolean goesOn(Dir dir) throws StorageException {
        String now = dir.machineRun();
        return now != null && now.equals(CheckpointFile.text(dir, NAME));
    }

    /** Notes that the logs are sound in this run of the machine; call when all of them are open, and not before. */
    static void note(Dir dir) throws StorageException {
        String now = dir.machineRun();
        if (now != null && !goesOn(dir)) {
            CheckpointFile.replace(dir, NAME, now);
        }
    }

    /** The next start reads the logs as after a power loss. */
    static void forget(Dir dir) throws StorageException {
        dir.delete(NAME);
    }
}
