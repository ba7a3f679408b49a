package dev.leat.storage.fs.simulated;

import dev.leat.base.RandomSource;
import dev.leat.storage.fs.Dir;
import dev.leat.storage.fs.StorageException;
import java.util.IdentityHashMap;
import java.util.TreeSet;

/**
 * A disk in memory. Contents become durable by {@link dev.leat.storage.fs.SegmentFile#sync()}, names by {@link
 * Dir#sync()}; {@link #crash} takes the power away: what was not durable is kept, dropped or torn at random, and every
 * {@link Dir} and file opened before is dead. A failed sync loses the pending pages for good although the next one
 * succeeds, as on real systems (Rebello et al., USENIX ATC 2020).
 */
public final class SimulatedDisk {
    final Object lock = new Object();
    final TreeSet<String> locks = new TreeSet<>();
    private Folder root = new Folder();
    private FaultPlan faults = FaultPlan.NONE;
    private long capacityBytes = Long.MAX_VALUE;
    private int incarnation;
    private int powerLosses;

    /** The top directory, valid until the next crash. */
    public Dir root() {
        synchronized (lock) {
            return new SimulatedDir(this, incarnation, root, "");
        }
    }

    /** From now on {@code plan} decides what fails. */
    public void setFaults(FaultPlan plan) {
        synchronized (lock) {
            faults = plan;
        }
    }

    /** Writes that would make the files longer in all than this fail with "No space left on device". */
    public void setCapacity(long bytes) {
        synchronized (lock) {
            capacityBytes = bytes;
        }
    }

    /** Takes the power away and gives it back; the same history and random give the same outcome. */
    public void crash(RandomSource random) {
        synchronized (lock) {
            root = root.afterCrash(random, new IdentityHashMap<>());
            locks.clear();
            incarnation++;
            powerLosses++;
        }
    }

    String machineRun() {
        synchronized (lock) {
            return "run " + powerLosses;
        }
    }

    /** The processes die and the page cache stays: nothing is lost, every open file is dead. */
    public void kill() {
        synchronized (lock) {
            locks.clear();
            incarnation++;
        }
    }

    void enter(FaultPlan.Operation operation, String directory, String file, int callerIncarnation)
            throws StorageException {
        String verb = operation.name().toLowerCase(java.util.Locale.ROOT);
        if (callerIncarnation != incarnation) {
            throw new StorageException(verb, directory, file, "opened before the crash", null);
        }
        String path = directory.isEmpty() ? file : file.isEmpty() ? directory : directory + "/" + file;
        String fault = faults.faultOf(operation, path);
        if (fault != null) {
            throw new StorageException(verb, directory, file, fault, null);
        }
    }

    void reserve(long growth, String directory, String file) throws StorageException {
        if (capacityBytes < Long.MAX_VALUE && growth > capacityBytes - root.sizeInBytes()) {
            throw new StorageException("write", directory, file, "No space left on device", null);
        }
    }

    boolean isDead(int callerIncarnation) {
        return callerIncarnation != incarnation;
    }
}
