package dev.leat.controller.store.zookeeper;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.persistence.Util;

/**
 * Deletes snapshots that newer ones replace, and the transaction logs before them. To be done before a server starts:
 * every start leaves a snapshot, while a running server takes one in about 100,000 writes. ZooKeeper's own tool for it
 * prints to the standard output.
 */
final class OldSnapshots {
    private static final String SNAPSHOT = "snapshot";
    private static final String LOG = "log";
    private static final int KEPT = 3;
    private static final int TOLERATED = 8;

    private OldSnapshots() {}

    static void purge(FileTxnSnapLog files) throws IOException {
        File[] all = files.getSnapDir().listFiles(File::isFile);
        if (all == null || Arrays.stream(all).filter(file -> is(SNAPSHOT, file)).count() <= TOLERATED) {
            return;
        }
        List<File> kept = files.findNValidSnapshots(KEPT);
        if (kept.size() < KEPT) {
            return; // broken ones are no reason to delete any
        }
        long oldestKept = Util.getZxidFromName(kept.get(KEPT - 1).getName(), SNAPSHOT);
        Set<File> neededLogs = new HashSet<>(Arrays.asList(files.getSnapshotLogs(oldestKept)));
        for (File file : all) {
            boolean oldSnapshot = is(SNAPSHOT, file) && Util.getZxidFromName(file.getName(), SNAPSHOT) < oldestKept;
            boolean oldLog = is(LOG, file) && !neededLogs.contains(file);
            if (oldSnapshot || oldLog) {
                Files.delete(file.toPath());
            }
        }
    }

    private static boolean is(String kind, File file) {
        return file.getName().startsWith(kind + ".");
    }
}
