package dev.leat.client.metadata;

import dev.leat.client.net.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * A broker that is alive, as clients are told to reach it.
 *
 * @param rack null if the broker names none
 */
public record BrokerView(int id, HostPort address, @Nullable String rack) {}
