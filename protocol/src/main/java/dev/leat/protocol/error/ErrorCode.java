package dev.leat.protocol.error;

import static dev.leat.protocol.error.ErrorCode.Advice.FINAL;
import static dev.leat.protocol.error.ErrorCode.Advice.RETRY;

/**
 * What a response says about how a request, or a part of it, went.
 *
 * <p>Codes, names and the advice to retry are those of Apache Kafka 4.4.0.
 */
public enum ErrorCode {
    UNKNOWN_SERVER_ERROR(-1, "the broker failed in a way it has no code for"),
    NONE(0, "success"),
    OFFSET_OUT_OF_RANGE(1, "the offset lies outside what the log holds"),
    CORRUPT_MESSAGE(
            2, RETRY, "a batch is damaged: wrong checksum, size or layout, or a missing key on a compacted topic"),
    UNKNOWN_TOPIC_OR_PARTITION(3, RETRY, "this broker does not know the topic or partition"),
    INVALID_FETCH_SIZE(4, "the size asked for in a fetch is not usable"),
    LEADER_NOT_AVAILABLE(5, RETRY, "the partition has no leader at the moment"),
    NOT_LEADER_OR_FOLLOWER(6, RETRY, "this broker does not lead the partition, or holds no replica of it"),
    REQUEST_TIMED_OUT(7, RETRY, "the time allowed for the request is over"),
    BROKER_NOT_AVAILABLE(8, "the broker cannot be reached"),
    REPLICA_NOT_AVAILABLE(9, RETRY, "the replica cannot serve the partition now"),
    MESSAGE_TOO_LARGE(10, "a batch is larger than the topic allows"),
    STALE_CONTROLLER_EPOCH(11, "the request comes from a controller that has been replaced"),
    OFFSET_METADATA_TOO_LARGE(12, "the text stored with an offset is too long"),
    NETWORK_EXCEPTION(13, RETRY, "the connection broke before an answer came"),
    COORDINATOR_LOAD_IN_PROGRESS(14, RETRY, "the coordinator is still reading its state"),
    COORDINATOR_NOT_AVAILABLE(15, RETRY, "no coordinator is ready"),
    NOT_COORDINATOR(16, RETRY, "another broker coordinates this group or transaction"),
    INVALID_TOPIC_EXCEPTION(17, "the topic name is illegal, or the topic does not allow the operation"),
    RECORD_LIST_TOO_LARGE(18, "the batches do not fit into a log segment"),
    NOT_ENOUGH_REPLICAS(19, RETRY, "too few replicas are in sync; nothing was written"),
    NOT_ENOUGH_REPLICAS_AFTER_APPEND(20, RETRY, "the records were written, but too few replicas hold them"),
    INVALID_REQUIRED_ACKS(21, "acks must be -1, 0 or 1"),
    ILLEGAL_GENERATION(22, "the member speaks of a generation that the group is not in"),
    INCONSISTENT_GROUP_PROTOCOL(23, "the member shares no protocol with the group, or names none"),
    INVALID_GROUP_ID(24, "the group id is empty or illegal"),
    UNKNOWN_MEMBER_ID(25, "the group has no such member"),
    INVALID_SESSION_TIMEOUT(26, "the session timeout is outside the broker's limits"),
    REBALANCE_IN_PROGRESS(27, "the group is rebalancing: join again"),
    INVALID_COMMIT_OFFSET_SIZE(28, "the offset record would be too large"),
    TOPIC_AUTHORIZATION_FAILED(29, "not allowed on this topic"),
    GROUP_AUTHORIZATION_FAILED(30, "not allowed on this group"),
    CLUSTER_AUTHORIZATION_FAILED(31, "not allowed on this cluster"),
    INVALID_TIMESTAMP(32, "a record's timestamp is too far from the broker's time"),
    UNSUPPORTED_SASL_MECHANISM(33, "the SASL mechanism is not enabled here"),
    ILLEGAL_SASL_STATE(34, "the request does not belong at this point of the login"),
    UNSUPPORTED_VERSION(35, "the broker does not speak this version of the request"),
    TOPIC_ALREADY_EXISTS(36, "a topic of this name exists"),
    INVALID_PARTITIONS(37, "the number of partitions is not possible"),
    INVALID_REPLICATION_FACTOR(38, "the replication factor is below 1 or above the number of brokers"),
    INVALID_REPLICA_ASSIGNMENT(39, "the assignment of replicas is not consistent"),
    INVALID_CONFIG(40, "a setting is unknown or its value is not allowed"),
    NOT_CONTROLLER(41, RETRY, "another broker is the controller"),
    INVALID_REQUEST(42, "the request contradicts itself or the protocol"),
    UNSUPPORTED_FOR_MESSAGE_FORMAT(43, "the log's record format does not carry what was asked for"),
    POLICY_VIOLATION(44, "a policy of the cluster forbids it"),
    OUT_OF_ORDER_SEQUENCE_NUMBER(45, "the batch leaves a gap in the producer's sequence"),
    DUPLICATE_SEQUENCE_NUMBER(46, "the batch was written before"),
    INVALID_PRODUCER_EPOCH(47, "the producer's epoch is old"),
    INVALID_TXN_STATE(48, "the transaction is not in a state that allows this"),
    INVALID_PRODUCER_ID_MAPPING(49, "the transactional id belongs to another producer id"),
    INVALID_TRANSACTION_TIMEOUT(50, "the transaction timeout is above the broker's limit"),
    CONCURRENT_TRANSACTIONS(51, RETRY, "the transactional id is busy with an earlier step"),
    TRANSACTION_COORDINATOR_FENCED(52, "the markers come from a coordinator that has been replaced"),
    TRANSACTIONAL_ID_AUTHORIZATION_FAILED(53, "not allowed to use this transactional id"),
    SECURITY_DISABLED(54, "no authorizer is configured"),
    OPERATION_NOT_ATTEMPTED(55, "left out, because another part of the request failed"),
    KAFKA_STORAGE_ERROR(56, RETRY, "the disk under the log failed"),
    LOG_DIR_NOT_FOUND(57, "the broker has no such log directory"),
    SASL_AUTHENTICATION_FAILED(58, "the login was refused"),
    UNKNOWN_PRODUCER_ID(59, "the log remembers nothing of this producer"),
    REASSIGNMENT_IN_PROGRESS(60, "the partition is being moved"),
    DELEGATION_TOKEN_AUTH_DISABLED(61, "delegation tokens are not enabled"),
    DELEGATION_TOKEN_NOT_FOUND(62, "no such delegation token"),
    DELEGATION_TOKEN_OWNER_MISMATCH(63, "the principal neither owns nor may renew the token"),
    DELEGATION_TOKEN_REQUEST_NOT_ALLOWED(64, "this kind of login may not ask for tokens"),
    DELEGATION_TOKEN_AUTHORIZATION_FAILED(65, "not allowed on this delegation token"),
    DELEGATION_TOKEN_EXPIRED(66, "the delegation token is past its time"),
    INVALID_PRINCIPAL_TYPE(67, "this type of principal is not supported"),
    NON_EMPTY_GROUP(68, "the group still has members"),
    GROUP_ID_NOT_FOUND(69, "no such group"),
    FETCH_SESSION_ID_NOT_FOUND(70, RETRY, "the fetch session is gone: start a new one"),
    INVALID_FETCH_SESSION_EPOCH(71, RETRY, "the fetch session expected another epoch"),
    LISTENER_NOT_FOUND(72, RETRY, "the leader has no listener of the name the client uses"),
    TOPIC_DELETION_DISABLED(73, "deleting topics is switched off"),
    FENCED_LEADER_EPOCH(74, RETRY, "the client knows an older leader epoch than the broker"),
    UNKNOWN_LEADER_EPOCH(75, RETRY, "the client knows a newer leader epoch than the broker"),
    UNSUPPORTED_COMPRESSION_TYPE(76, "the client's version cannot read or write this compression"),
    STALE_BROKER_EPOCH(77, "the broker has registered anew since"),
    OFFSET_NOT_AVAILABLE(78, RETRY, "the new leader does not know its high watermark yet"),
    MEMBER_ID_REQUIRED(79, "join again with the member id given in this answer"),
    PREFERRED_LEADER_NOT_AVAILABLE(80, RETRY, "the first replica of the partition cannot lead now"),
    GROUP_MAX_SIZE_REACHED(81, "the group is full"),
    FENCED_INSTANCE_ID(82, "another member has taken over this static id"),
    ELIGIBLE_LEADERS_NOT_AVAILABLE(83, RETRY, "no replica may lead the partition now"),
    ELECTION_NOT_NEEDED(84, RETRY, "the right replica leads already"),
    NO_REASSIGNMENT_IN_PROGRESS(85, "the partition is not being moved"),
    GROUP_SUBSCRIBED_TO_TOPIC(86, "the group still reads the topic"),
    INVALID_RECORD(87, "a record breaks a rule of its topic or of the format"),
    UNSTABLE_OFFSET_COMMIT(88, RETRY, "a transaction over these offsets is still open"),
    THROTTLING_QUOTA_EXCEEDED(89, RETRY, "over quota: try again after the time given"),
    PRODUCER_FENCED(90, "a newer producer uses this transactional id"),
    RESOURCE_NOT_FOUND(91, "the request names something that does not exist"),
    DUPLICATE_RESOURCE(92, "the request names the same thing twice"),
    UNACCEPTABLE_CREDENTIAL(93, "the credential does not meet the rules"),
    INCONSISTENT_VOTER_SET(94, "sender or receiver is not a voter"),
    INVALID_UPDATE_VERSION(95, "the update carries an unusable version"),
    FEATURE_UPDATE_FAILED(96, "the feature level was not changed, because the broker failed"),
    PRINCIPAL_DESERIALIZATION_FAILURE(97, "the principal of a forwarded request is not readable"),
    SNAPSHOT_NOT_FOUND(98, "no such snapshot"),
    POSITION_OUT_OF_RANGE(99, "the position lies outside the snapshot"),
    UNKNOWN_TOPIC_ID(100, RETRY, "this broker does not know the topic id"),
    DUPLICATE_BROKER_REGISTRATION(101, "a live broker has this id"),
    BROKER_ID_NOT_REGISTERED(102, "no broker of this id is registered"),
    INCONSISTENT_TOPIC_ID(103, RETRY, "the log belongs to another incarnation of the topic"),
    INCONSISTENT_CLUSTER_ID(104, "the request is meant for another cluster"),
    TRANSACTIONAL_ID_NOT_FOUND(105, "no such transactional id"),
    FETCH_SESSION_TOPIC_ID_ERROR(106, RETRY, "the fetch session mixes topic ids and names"),
    INELIGIBLE_REPLICA(107, "the proposed in-sync set names a replica that may not join"),
    NEW_LEADER_ELECTED(108, "the change was made, and with it the leader changed"),
    OFFSET_MOVED_TO_TIERED_STORAGE(109, "the offset is only held by tiered storage"),
    FENCED_MEMBER_EPOCH(110, "the member was fenced: give up the partitions and join again"),
    UNRELEASED_INSTANCE_ID(111, "the static id still belongs to a member that has not left"),
    UNSUPPORTED_ASSIGNOR(112, "the group does not know this assignor"),
    STALE_MEMBER_EPOCH(113, "the member's epoch is old: heartbeat, then try again"),
    MISMATCHED_ENDPOINT_TYPE(114, "the request went to the wrong kind of listener"),
    UNSUPPORTED_ENDPOINT_TYPE(115, "this kind of listener does not exist here"),
    UNKNOWN_CONTROLLER_ID(116, "no controller has this id"),
    UNKNOWN_SUBSCRIPTION_ID(117, "the telemetry subscription is outdated"),
    TELEMETRY_TOO_LARGE(118, "the pushed telemetry is over the limit"),
    INVALID_REGISTRATION(119, "the controller refused the registration"),
    TRANSACTION_ABORTABLE(120, "the transaction failed; abort it and go on with the same id"),
    INVALID_RECORD_STATE(121, "the record is not in a state in which it can be acknowledged"),
    SHARE_SESSION_NOT_FOUND(122, RETRY, "the share session is gone"),
    INVALID_SHARE_SESSION_EPOCH(123, RETRY, "the share session expected another epoch"),
    FENCED_STATE_EPOCH(124, "the share state has moved on to a newer epoch"),
    INVALID_VOTER_KEY(125, "the voter's key is not that of the receiver"),
    DUPLICATE_VOTER(126, "the voter is in the set already"),
    VOTER_NOT_FOUND(127, "the voter is not in the set"),
    INVALID_REGULAR_EXPRESSION(128, "the subscription's pattern does not compile"),
    REBOOTSTRAP_REQUIRED(129, "the client speaks to the wrong broker: start again from its bootstrap list"),
    STREAMS_INVALID_TOPOLOGY(130, "the streams topology is not usable"),
    STREAMS_INVALID_TOPOLOGY_EPOCH(131, "the epoch of the streams topology is not usable"),
    STREAMS_TOPOLOGY_FENCED(132, "the group has a newer streams topology"),
    SHARE_SESSION_LIMIT_REACHED(133, RETRY, "the broker holds as many share sessions as it may"),
    GROUP_DELETION_FAILED(134, "the group was not deleted; its own message says why"),
    STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED(135, "the topology's description was not taken; the message says why"),
    CONTROLLER_ID_NOT_REGISTERED(136, "no controller of this id is registered");

    enum Advice {
        RETRY,
        FINAL
    }

    private static final int LOWEST = UNKNOWN_SERVER_ERROR.code;
    private static final ErrorCode[] BY_CODE = values(); // declared in the order of the codes, without gaps

    private final short code;
    private final Advice advice;
    private final String meaning;

    ErrorCode(int code, String meaning) {
        this(code, FINAL, meaning);
    }

    ErrorCode(int code, Advice advice, String meaning) {
        this.code = (short) code;
        this.advice = advice;
        this.meaning = meaning;
    }

    /** The error of this code, or {@link #UNKNOWN_SERVER_ERROR} for a code of the future. */
    public static ErrorCode of(short code) {
        int index = code - LOWEST;
        return index >= 0 && index < BY_CODE.length ? BY_CODE[index] : UNKNOWN_SERVER_ERROR;
    }

    public short code() {
        return code;
    }

    /** Whether a client that tries again, perhaps at another broker, may succeed. */
    public boolean retriable() {
        return advice == RETRY;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }
}
