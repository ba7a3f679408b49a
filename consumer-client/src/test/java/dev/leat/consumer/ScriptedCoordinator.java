package dev.leat.consumer;

import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.ApiResponse;
import dev.leat.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.leat.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.leat.protocol.message.FindCoordinatorRequest;
import dev.leat.protocol.message.FindCoordinatorResponse;
import dev.leat.protocol.message.HeartbeatRequest;
import dev.leat.protocol.message.HeartbeatResponse;
import dev.leat.protocol.message.JoinGroupRequest;
import dev.leat.protocol.message.JoinGroupResponse;
import dev.leat.protocol.message.LeaveGroupResponse;
import dev.leat.protocol.message.OffsetCommitRequest;
import dev.leat.protocol.message.OffsetCommitResponse;
import dev.leat.protocol.message.OffsetFetchRequest;
import dev.leat.protocol.message.OffsetFetchResponse;
import dev.leat.protocol.message.SyncGroupRequest;
import dev.leat.protocol.message.SyncGroupResponse;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

/**
 * The coordinator of a group of one member, under both protocols, on one of two nodes. What the group is survives a move, as
 * it would in the log; what else happens, a test says. Guarded by its lock.
 */
final class ScriptedCoordinator {
    static final List<ApiKey> SERVED = List.of(
            ApiKey.FIND_COORDINATOR,
            ApiKey.JOIN_GROUP,
            ApiKey.SYNC_GROUP,
            ApiKey.HEARTBEAT,
            ApiKey.LEAVE_GROUP,
            ApiKey.CONSUMER_GROUP_HEARTBEAT,
            ApiKey.OFFSET_COMMIT,
            ApiKey.OFFSET_FETCH);

    private static final String CLASSIC_MEMBER = "member";
    private static final int MODERN_EPOCH = 1;

    private final ScriptedCluster cluster;
    private final Uuid topicId;
    private final Queue<ErrorCode> troubles = new ArrayDeque<>();
    private final Queue<ErrorCode> searches = new ArrayDeque<>();
    private final List<Integer> beats = new ArrayList<>();
    private final List<Long> commits = new ArrayList<>();
    private int node = 1;
    private int joins;
    private String member = "";
    private int generation = -1; // or the member's epoch
    private Bytes assignment = Bytes.EMPTY;

    ScriptedCoordinator(ScriptedCluster cluster, Uuid topicId) {
        this.cluster = cluster;
        this.topicId = topicId;
    }

    /** From now on {@code next} coordinates. */
    synchronized void moveTo(int next) {
        node = next;
    }

    /** The next requests to the coordinator are answered with these errors, one each. */
    synchronized void fail(ErrorCode... errors) {
        troubles.addAll(List.of(errors));
    }

    /** The next searches for the coordinator are answered with these errors, one each. */
    synchronized void failSearches(ErrorCode... errors) {
        searches.addAll(List.of(errors));
    }

    /** How often the member has joined. */
    synchronized int joins() {
        return joins;
    }

    /** How many heartbeats {@code at} took as the coordinator. */
    synchronized long beatsAt(int at) {
        return beats.stream().filter(each -> each == at).count();
    }

    /** What was committed, in order. */
    synchronized List<Long> commits() {
        return List.copyOf(commits);
    }

    synchronized ApiResponse respond(ApiRequest request, int at) {
        if (request instanceof FindCoordinatorRequest search) {
            return found(search);
        }
        short error = errorOf(request, at).code();
        if (request instanceof JoinGroupRequest join) {
            return joined(join, error);
        } else if (request instanceof SyncGroupRequest sync) {
            return synced(sync, error);
        } else if (request instanceof HeartbeatRequest) {
            beats.add(error == 0 ? at : 0);
            return HeartbeatResponse.builder().errorCode(error).build();
        } else if (request instanceof ConsumerGroupHeartbeatRequest beat) {
            return beaten(beat, at, error);
        } else if (request instanceof OffsetCommitRequest commit) {
            return committed(commit, error);
        } else if (request instanceof OffsetFetchRequest fetch) {
            return offsets(fetch, error);
        }
        return LeaveGroupResponse.builder().build();
    }

    private ErrorCode errorOf(ApiRequest request, int at) {
        if (at != node) {
            return ErrorCode.NOT_COORDINATOR;
        }
        ErrorCode trouble = request.apiKey() == ApiKey.LEAVE_GROUP ? null : troubles.poll();
        return trouble == null || trouble == ErrorCode.NONE ? judge(request) : trouble;
    }

    /** Whoever has joined must say so. */
    private ErrorCode judge(ApiRequest request) {
        boolean known = true;
        if (request instanceof SyncGroupRequest sync) {
            known = isMember(sync.memberId(), sync.generationId());
        } else if (request instanceof HeartbeatRequest beat) {
            known = isMember(beat.memberId(), beat.generationId());
        } else if (request instanceof OffsetCommitRequest commit) {
            known = isMember(commit.memberId(), commit.generationIdOrMemberEpoch());
        } else if (request instanceof ConsumerGroupHeartbeatRequest beat && beat.memberEpoch() > 0) {
            known = isMember(beat.memberId(), beat.memberEpoch());
        }
        return known ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
    }

    private boolean isMember(String name, int epoch) {
        return name.equals(member) && epoch == generation;
    }

    private void admit(String name, int epoch) {
        joins++;
        member = name;
        generation = epoch;
    }

    private FindCoordinatorResponse found(FindCoordinatorRequest search) {
        ErrorCode trouble = searches.poll();
        return FindCoordinatorResponse.builder()
                .coordinators(List.of(FindCoordinatorResponse.Coordinator.builder()
                        .key(search.coordinatorKeys().get(0))
                        .errorCode(trouble == null ? 0 : trouble.code())
                        .nodeId(node)
                        .host("127.0.0.1")
                        .port(cluster.port(node))
                        .build()))
                .build();
    }

    private JoinGroupResponse joined(JoinGroupRequest join, short error) {
        if (error != 0) {
            return JoinGroupResponse.builder().errorCode(error).build();
        }
        admit(CLASSIC_MEMBER, joins + 1);
        return JoinGroupResponse.builder()
                .generationId(generation)
                .protocolType(join.protocolType())
                .protocolName(join.protocols().get(0).name())
                .leader(CLASSIC_MEMBER)
                .memberId(CLASSIC_MEMBER)
                .members(List.of(JoinGroupResponse.JoinGroupResponseMember.builder()
                        .memberId(CLASSIC_MEMBER)
                        .metadata(join.protocols().get(0).metadata())
                        .build()))
                .build();
    }

    private SyncGroupResponse synced(SyncGroupRequest sync, short error) {
        if (error == 0 && !sync.assignments().isEmpty()) {
            assignment = sync.assignments().get(0).assignment();
        }
        return SyncGroupResponse.builder()
                .errorCode(error)
                .protocolType(sync.protocolType())
                .protocolName(sync.protocolName())
                .assignment(error == 0 ? assignment : Bytes.EMPTY)
                .build();
    }

    private ConsumerGroupHeartbeatResponse beaten(ConsumerGroupHeartbeatRequest beat, int at, short error) {
        beats.add(error == 0 ? at : 0);
        ConsumerGroupHeartbeatResponse.Builder answer = ConsumerGroupHeartbeatResponse.builder()
                .errorCode(error)
                .memberId(beat.memberId())
                .memberEpoch(MODERN_EPOCH)
                .heartbeatIntervalMs(30);
        if (error == 0 && beat.memberEpoch() == 0) {
            admit(beat.memberId(), MODERN_EPOCH);
            answer.assignment(ConsumerGroupHeartbeatResponse.Assignment.builder()
                    .topicPartitions(List.of(ConsumerGroupHeartbeatResponse.TopicPartitions.builder()
                            .topicId(topicId)
                            .partitions(List.of(0))
                            .build()))
                    .build());
        }
        return answer.build();
    }

    private OffsetCommitResponse committed(OffsetCommitRequest commit, short error) {
        OffsetCommitRequest.OffsetCommitRequestTopic topic = commit.topics().get(0);
        if (error == 0) {
            commits.add(topic.partitions().get(0).committedOffset());
        }
        return OffsetCommitResponse.builder()
                .topics(List.of(OffsetCommitResponse.OffsetCommitResponseTopic.builder()
                        .name(topic.name())
                        .topicId(topic.topicId())
                        .partitions(List.of(OffsetCommitResponse.OffsetCommitResponsePartition.builder()
                                .errorCode(error)
                                .build()))
                        .build()))
                .build();
    }

    private OffsetFetchResponse offsets(OffsetFetchRequest fetch, short error) {
        OffsetFetchRequest.OffsetFetchRequestTopics topic =
                Objects.requireNonNull(fetch.groups().get(0).topics()).get(0);
        long offset = commits.isEmpty() ? -1 : commits.get(commits.size() - 1);
        OffsetFetchResponse.OffsetFetchResponseTopics answer = OffsetFetchResponse.OffsetFetchResponseTopics.builder()
                .name(topic.name())
                .topicId(topic.topicId())
                .partitions(List.of(OffsetFetchResponse.OffsetFetchResponsePartitions.builder()
                        .committedOffset(offset)
                        .build()))
                .build();
        return OffsetFetchResponse.builder()
                .groups(List.of(OffsetFetchResponse.OffsetFetchResponseGroup.builder()
                        .groupId(fetch.groups().get(0).groupId())
                        .errorCode(error)
                        .topics(error == 0 ? List.of(answer) : List.of())
                        .build()))
                .build();
    }
}
