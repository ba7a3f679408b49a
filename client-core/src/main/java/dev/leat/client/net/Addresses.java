package dev.leat.client.net;

import dev.leat.client.HostLookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Which address of a host to try. Each failure leads to the next one of its name; when all were tried, or one was reached, the
 * name is looked up anew, for it may lead elsewhere by then (KIP-302, KIP-602). What is connected is tried first, and what a
 * connection was lost to last: it may be a load balancer that is gone.
 *
 * <p>On the loop. Addresses as text and {@code localhost} are looked up there too, which asks no server; other names are not.
 */
final class Addresses {
    private final HostLookup hosts;
    private final NameLookups<InetAddress[]> lookups;
    private final Map<String, Deque<InetAddress>> untried = new HashMap<>();
    private final Map<String, InetAddress> good = new HashMap<>();
    private final Map<String, InetAddress> lost = new HashMap<>();

    Addresses(SharedLoop loop, HostLookup hosts) {
        this.hosts = hosts;
        lookups = new NameLookups<>(loop, hosts::addressesOf);
    }

    /**
     * The address to try now: the same one until {@link #failed} or {@link #reached} tells what came of it.
     *
     * @return fails with an {@link UnknownHostException}, or as {@link NameLookups#of} does
     */
    CompletableFuture<InetAddress> next(String host, int timeoutMs) {
        Deque<InetAddress> left = untried.get(host);
        if (left != null) {
            return CompletableFuture.completedFuture(left.getFirst());
        }
        return isLocal(host) ? lookUpHere(host) : lookups.of(host, timeoutMs).thenApply(found -> firstOf(host, found));
    }

    private CompletableFuture<InetAddress> lookUpHere(String host) {
        try {
            return CompletableFuture.completedFuture(firstOf(host, hosts.addressesOf(host)));
        } catch (UnknownHostException | RuntimeException unusable) {
            return CompletableFuture.failedFuture(unusable);
        }
    }

    private InetAddress firstOf(String host, InetAddress[] found) {
        Deque<InetAddress> left = new ArrayDeque<>(List.of(found));
        InetAddress gone = lost.get(host);
        if (gone != null && left.remove(gone)) {
            left.addLast(gone);
        }
        InetAddress connected = good.get(host);
        if (connected != null && left.remove(connected)) {
            left.addFirst(connected);
        }
        InetAddress first = left.getFirst();
        untried.put(host, left);
        return first;
    }

    /** Whether no server has to be asked: {@code localhost}, or an address, which has colons or consists of digits and dots. */
    private static boolean isLocal(String host) {
        return host.indexOf(':') >= 0 || isNumeric(host) || host.equalsIgnoreCase("localhost");
    }

    private static boolean isNumeric(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** A broker answered at {@code address} of {@code host}. */
    void reached(String host, InetAddress address) {
        untried.remove(host);
        good.put(host, address);
        lost.remove(host, address);
    }

    /** A connection to {@code address} of {@code host}, which was {@link #reached}, has ended. */
    void left(String host, InetAddress address) {
        good.remove(host, address);
        lost.put(host, address);
    }

    /** No broker answered at {@code address} of {@code host}. */
    void failed(String host, InetAddress address) {
        good.remove(host, address);
        Deque<InetAddress> left = untried.get(host);
        if (left != null && left.getFirst().equals(address)) { // else another attempt has told already
            left.removeFirst();
            if (left.isEmpty()) {
                untried.remove(host);
            }
        }
    }

    /** Whoever waits for a look-up hears that it is cancelled. */
    void close() {
        lookups.close();
    }
}
