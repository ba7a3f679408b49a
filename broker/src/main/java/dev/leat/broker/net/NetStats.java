package dev.leat.broker.net;

/**
 * Counts of the network side since start, but for the first and the last, which are of now.
 *
 * @param connections open connections
 * @param accepted connections admitted
 * @param refused connections turned away by max.connections or max.connections.per.ip
 * @param failed connections closed for an error of theirs
 * @param muted times that a connection was not read because queued.max.request.bytes was used up
 * @param requestBytes bytes of requests held
 */
public record NetStats(long connections, long accepted, long refused, long failed, long muted, long requestBytes) {}
