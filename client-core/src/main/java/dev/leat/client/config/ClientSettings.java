package dev.leat.client.config;

import dev.leat.client.net.HostPort;
import java.util.List;

/** The settings that every client has; those of security are in {@link SecuritySettings}. Defaults are Kafka's. */
public final class ClientSettings {
    public static final Setting<List<HostPort>> BOOTSTRAP_SERVERS = new Setting<>(
            "bootstrap.servers",
            null,
            ClientSettings::addresses,
            "host:port of brokers to ask first, separated by commas; the port is 9092 where none is given");
    public static final Setting<DnsLookup> DNS_LOOKUP = Setting.choice(
            "client.dns.lookup",
            "use_all_dns_ips",
            DnsLookup.class,
            "use_all_dns_ips tries the addresses of a name one after the other (KIP-302);"
                    + " resolve_canonical_bootstrap_servers_only does so too, and first puts the full names that belong to"
                    + " their addresses in the place of the bootstrap servers (KIP-235)");
    public static final Setting<String> CLIENT_ID =
            Setting.text("client.id", "", "name under which brokers log and limit this client");
    public static final Setting<String> CLIENT_RACK =
            Setting.text("client.rack", "", "where this client runs, in the words of the brokers' broker.rack");
    public static final Setting<Integer> REQUEST_TIMEOUT_MS = Setting.integer(
            "request.timeout.ms", 30_000, 1, Integer.MAX_VALUE, "longest wait for the answer to one request, in ms");
    public static final Setting<Integer> API_TIMEOUT_MS = Setting.integer(
            "default.api.timeout.ms",
            60_000,
            0,
            Integer.MAX_VALUE,
            "longest wait of a call that takes no time-out of its own, retries included, in ms");
    public static final Setting<Integer> CONNECT_TIMEOUT_MS = Setting.integer(
            "socket.connection.setup.timeout.ms", 10_000, 1, Integer.MAX_VALUE, "longest wait for a connection, in ms");
    public static final Setting<Integer> CONNECT_TIMEOUT_MAX_MS = Setting.integer(
            "socket.connection.setup.timeout.max.ms",
            30_000,
            1,
            Integer.MAX_VALUE,
            "the same after several failures in a row, between which it doubles, in ms");
    public static final Setting<Long> MAX_IDLE_MS = Setting.longer(
            "connections.max.idle.ms", 540_000, 1, "how long a connection that nobody uses stays open, in ms");
    public static final Setting<Integer> SEND_BUFFER_BYTES = Setting.integer(
            "send.buffer.bytes",
            -1,
            -1,
            Integer.MAX_VALUE,
            "the kernel's buffer for what is sent, in bytes; -1, the default unlike Kafka's, lets the kernel choose");
    public static final Setting<Integer> RECEIVE_BUFFER_BYTES = Setting.integer(
            "receive.buffer.bytes",
            -1,
            -1,
            Integer.MAX_VALUE,
            "the kernel's buffer for what comes in, in bytes; -1, the default unlike Kafka's, lets the kernel choose");
    public static final Setting<Long> RECONNECT_BACKOFF_MS = Setting.longer(
            "reconnect.backoff.ms", 50, 1, "pause before connecting to a broker again after a failure, in ms");
    public static final Setting<Long> RECONNECT_BACKOFF_MAX_MS = Setting.longer(
            "reconnect.backoff.max.ms", 1_000, 1, "the longest such pause; it doubles until then, in ms");
    public static final Setting<Long> RETRY_BACKOFF_MS =
            Setting.longer("retry.backoff.ms", 100, 1, "pause before a request is tried again, in ms");
    public static final Setting<Long> RETRY_BACKOFF_MAX_MS =
            Setting.longer("retry.backoff.max.ms", 1_000, 1, "the longest such pause; it doubles until then, in ms");
    public static final Setting<Long> METADATA_MAX_AGE_MS = Setting.longer(
            "metadata.max.age.ms", 300_000, 1, "how long what is known of a topic counts without asking again, in ms");
    public static final Setting<Recovery> METADATA_RECOVERY_STRATEGY = Setting.choice(
            "metadata.recovery.strategy",
            "rebootstrap",
            Recovery.class,
            "what to do when none of the known brokers answers: rebootstrap asks those of bootstrap.servers again, none goes"
                    + " on with the known ones (KIP-899)");
    public static final Setting<Long> REBOOTSTRAP_TRIGGER_MS = Setting.longer(
            "metadata.recovery.rebootstrap.trigger.ms",
            300_000,
            0,
            "after this time without metadata the known brokers are forgotten, in ms (KIP-1102)");
    public static final Setting<Boolean> CLUSTER_CHECK = Setting.flag(
            "metadata.cluster.check.enable",
            true,
            "whether brokers are told who is expected at their address, so that a wrong one refuses; not with"
                    + " metadata.recovery.strategy=none (KIP-1242)");
    public static final Setting<Boolean> ALLOW_AUTO_CREATE_TOPICS = Setting.flag(
            "allow.auto.create.topics", true, "whether asking for a topic may create it, if the broker agrees");

    private ClientSettings() {}

    /** What to make of names; {@link #DNS_LOOKUP} has the words. */
    public enum DnsLookup {
        /** Each has several addresses. */
        USE_ALL_DNS_IPS,
        /** Besides, those of the bootstrap servers have other names. */
        RESOLVE_CANONICAL_BOOTSTRAP_SERVERS_ONLY
    }

    /** Where to find brokers when all known ones are gone. */
    public enum Recovery {
        /** Nowhere. */
        NONE,
        /** In bootstrap.servers. */
        REBOOTSTRAP
    }

    private static List<HostPort> addresses(Object value) {
        try {
            return HostPort.parseList(value instanceof List<?> list ? joined(list) : value.toString());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("host:port of brokers: " + wrong.getMessage());
        }
    }

    private static String joined(List<?> parts) {
        return String.join(",", parts.stream().map(Object::toString).toList());
    }
}
