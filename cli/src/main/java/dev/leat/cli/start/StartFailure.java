package dev.leat.cli.start;

import dev.leat.broker.config.Listener;
import dev.leat.cli.output.CliFailure;
import dev.leat.cli.output.CommandName;
import dev.leat.storage.fs.StorageException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Says in plain words why a broker did not start, and what to do about it. */
final class StartFailure {
    private static final int FIRST_FREE_FOR_ALL = 1024;

    private StartFailure() {}

    /**
     * @param failure what the broker failed with
     * @param data its data directory
     * @param listener where it was to listen
     */
    static CliFailure of(Throwable failure, Path data, Listener listener) {
        if (hasCause(failure, StartFailure::isLockHeld)) {
            return new CliFailure(
                    "the data directory " + data + " is in use by another process",
                    null,
                    "a broker that was started before still runs on it",
                    "end that one first; or " + CommandName.with("start --data DIR --port 0, for one more broker"),
                    failure);
        }
        if (hasCause(failure, says("no space left on device"))) {
            return new CliFailure("the disk under " + data + " is full", null, "", DataDirectory.another(), failure);
        }
        return String.valueOf(failure.getMessage()).startsWith("cannot listen on ")
                ? listening(failure, listener)
                : unknown(failure);
    }

    private static CliFailure listening(Throwable failure, Listener listener) {
        String what = "cannot listen on " + listener.host() + ":" + listener.port() + ": ";
        String freePort = CommandName.with("start --port 0, which takes a free port and shows it");
        if (hasCause(failure, says("address already in use"))) {
            return new CliFailure(
                    what + "the port is in use", null, "another broker or program listens there", freePort, failure);
        }
        if (listener.port() > 0
                && listener.port() < FIRST_FREE_FOR_ALL
                && hasCause(failure, says("permission denied"))) {
            return new CliFailure(
                    what + "this user may not use that port",
                    null,
                    "ports below " + FIRST_FREE_FOR_ALL + " need special rights",
                    CommandName.with("start --port 9092, or any other from " + FIRST_FREE_FOR_ALL + " on"),
                    failure);
        }
        if (hasCause(failure, StartFailure::isNoAddressHere)) {
            return new CliFailure(
                    what + "that is no address of this machine",
                    null,
                    "the setting listeners names another machine, or is misspelt",
                    "listeners=PLAINTEXT://0.0.0.0:" + listener.port() + " listens on every address",
                    failure);
        }
        return unknown(failure);
    }

    private static CliFailure unknown(Throwable failure) {
        return new CliFailure(
                "the broker cannot start: " + failure.getMessage(),
                null,
                "",
                "the same with -v, which shows where it failed",
                failure);
    }

    private static boolean isLockHeld(Throwable cause) {
        return cause instanceof StorageException storage
                && storage.operation().equals("lock")
                && storage.getCause() == null; // else the lock file could not be opened
    }

    private static boolean isNoAddressHere(Throwable cause) {
        return cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException
                || says("cannot assign requested address").test(cause);
    }

    /** The system's own words for an error: NIO and epoll wrap them in different exceptions. */
    private static Predicate<Throwable> says(String words) {
        return cause ->
                String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }

    private static boolean hasCause(Throwable failure, Predicate<Throwable> condition) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(condition);
    }
}
