package dev.leat.client.error;

import dev.leat.protocol.error.ErrorCode;
import java.util.EnumMap;
import java.util.Map;

/** For error codes that people meet: the likely cause and the way out, one sentence each. */
final class Advice {
    private static final Map<ErrorCode, String> BY_CODE = new EnumMap<>(ErrorCode.class);

    static {
        say(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "the topic or partition does not exist (yet); check the name");
        say(ErrorCode.UNKNOWN_TOPIC_ID, "the topic was deleted, perhaps created again, while it was in use");
        say(ErrorCode.TOPIC_ALREADY_EXISTS, "choose another name, or delete the topic first");
        say(ErrorCode.INVALID_TOPIC_EXCEPTION, "names have 1 to 249 characters out of a-z, A-Z, 0-9, '.', '_' and '-'");
        say(ErrorCode.INVALID_PARTITIONS, "a topic has at least one partition, and never loses one");
        say(ErrorCode.INVALID_REPLICATION_FACTOR, "there cannot be more replicas than brokers that are alive");
        say(ErrorCode.INVALID_CONFIG, "a setting is unknown or out of range; names are Kafka's topic settings");
        say(ErrorCode.MESSAGE_TOO_LARGE, "raise max.message.bytes of the topic, or send smaller records");
        say(ErrorCode.RECORD_LIST_TOO_LARGE, "raise segment.bytes of the topic, or send smaller batches");
        say(ErrorCode.NOT_ENOUGH_REPLICAS, "fewer replicas are in sync than min.insync.replicas asks for");
        say(ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, "the record is written, but on too few replicas to be safe");
        say(ErrorCode.LEADER_NOT_AVAILABLE, "the partition has no leader now: its brokers may be down or starting");
        say(ErrorCode.NOT_LEADER_OR_FOLLOWER, "leadership moved; a retry finds the new leader");
        say(ErrorCode.OFFSET_OUT_OF_RANGE, "the offset was deleted by retention or not written yet");
        say(ErrorCode.UNSUPPORTED_VERSION, "client and broker have no version of this request in common");
        say(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, "the broker is too old for this codec; try gzip, snappy or lz4");
        say(ErrorCode.INVALID_RECORD, "the topic refuses this record, for example a record without key when compacted");
        say(ErrorCode.INVALID_TIMESTAMP, "the timestamp is further from now than the topic's settings allow");
        say(ErrorCode.REQUEST_TIMED_OUT, "the broker did not finish in time; it may still have done the work");
        say(ErrorCode.TOPIC_AUTHORIZATION_FAILED, "the broker's access rules do not allow this on the topic");
        say(ErrorCode.GROUP_AUTHORIZATION_FAILED, "the broker's access rules do not allow this group");
        say(ErrorCode.CLUSTER_AUTHORIZATION_FAILED, "the broker's access rules do not allow this");
        say(ErrorCode.COORDINATOR_NOT_AVAILABLE, "the group's coordinator is starting or moving");
        say(ErrorCode.GROUP_MAX_SIZE_REACHED, "the group has as many members as group.max.size allows");
        say(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, "the other members of the group use another assignor or protocol");
        say(
                ErrorCode.INVALID_SESSION_TIMEOUT,
                "change session.timeout.ms, or the broker's group.min.session.timeout.ms and"
                        + " group.max.session.timeout.ms");
        say(
                ErrorCode.INVALID_TRANSACTION_TIMEOUT,
                "lower transaction.timeout.ms, or raise the broker's transaction.max.timeout.ms");
        say(ErrorCode.FENCED_INSTANCE_ID, "another member with the same group.instance.id has joined");
        say(ErrorCode.PRODUCER_FENCED, "another producer with the same transactional.id has started");
        say(ErrorCode.KAFKA_STORAGE_ERROR, "the broker's log directory failed; look at the broker's log");
        say(ErrorCode.UNKNOWN_SERVER_ERROR, "a fault inside the broker; its log has the details");
        say(ErrorCode.TOPIC_DELETION_DISABLED, "the broker runs with delete.topic.enable=false");
        say(ErrorCode.POLICY_VIOLATION, "a policy of this cluster forbids it");
        say(ErrorCode.THROTTLING_QUOTA_EXCEEDED, "the cluster limits how fast topics may change; try again later");
    }

    private Advice() {}

    private static void say(ErrorCode code, String advice) {
        BY_CODE.put(code, advice);
    }

    /** One sentence without a full stop, or the empty string. */
    static String on(ErrorCode code) {
        return BY_CODE.getOrDefault(code, "");
    }
}
