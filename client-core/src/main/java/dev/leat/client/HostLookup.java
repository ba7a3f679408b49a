package dev.leat.client;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who knows the addresses of hosts. Any thread; may take as long as it likes, whatever interrupts it. */
@FunctionalInterface
public interface HostLookup {
    /** The JVM's resolver with its caches ({@code networkaddress.cache.ttl}). */
    HostLookup OF_THIS_JVM = InetAddress::getAllByName;

    /** All addresses of {@code host}, a name or an address as text, in the order in which to try them; never empty. */
    InetAddress[] addressesOf(String host) throws UnknownHostException;

    /** The full name that belongs to {@code address}, or the address as text if there is none. */
    default String canonicalNameOf(InetAddress address) {
        return address.getCanonicalHostName();
    }
}
