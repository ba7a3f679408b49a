package dev.leat.perf.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Whether a process of this machine listens on a TCP port, out of {@code /proc} as proc(5) describes it. */
public enum Listener {
    YES,
    NO,
    /** Not told: by this system, to this user, or since the process has a network of its own. */
    UNKNOWN;

    private static final String LISTENS = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    /** Whether the process {@code pid} listens on {@code port}, of whatever address. */
    public static Listener of(long pid, int port) {
        return of(Path.of("/proc"), pid, port);
    }

    static Listener of(Path proc, long pid, int port) {
        Path process = proc.resolve(Long.toString(pid));
        try {
            Path network = Path.of("ns", "net");
            if (!target(process.resolve(network))
                    .equals(target(proc.resolve("self").resolve(network)))) {
                return UNKNOWN;
            }
            Set<String> listening = sockets(process.resolve("net/tcp"), port);
            listening.addAll(sockets(process.resolve("net/tcp6"), port));
            return hasOneOf(listening, process.resolve("fd")) ? YES : NO;
        } catch (IOException notTold) {
            return UNKNOWN;
        }
    }

    /** What the sockets that listen on {@code port} are called among a process's open files. */
    private static Set<String> sockets(Path table, int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        if (Files.exists(table)) { // there is no tcp6 without IPv6
            for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > INODE
                        && columns[STATE].equals(LISTENS)
                        && portIn(columns[LOCAL_ADDRESS]) == port) {
                    sockets.add("socket:[" + columns[INODE] + "]");
                }
            }
        }
        return sockets;
    }

    private static int portIn(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEXADECIMAL);
    }

    private static boolean hasOneOf(Set<String> sockets, Path openFiles) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(openFiles)) {
            for (Path file : files) {
                if (isOneOf(sockets, file)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isOneOf(Set<String> sockets, Path file) throws IOException {
        try {
            return sockets.contains(target(file));
        } catch (NoSuchFileException closed) {
            return false; // between the listing and the look
        }
    }

    private static String target(Path link) throws IOException {
        return Files.readSymbolicLink(link).toString();
    }
}
