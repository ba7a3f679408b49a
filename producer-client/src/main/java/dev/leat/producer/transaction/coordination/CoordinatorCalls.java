package dev.leat.producer.transaction.coordination;

import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.group.MemberIdentity;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.metadata.CoordinatorType;
import dev.leat.client.net.Call;
import dev.leat.client.net.Connection;
import dev.leat.producer.outbox.SealedBatch;
import dev.leat.producer.send.Identity;
import dev.leat.producer.transaction.Answer;
import dev.leat.producer.transaction.OffsetCommit;
import dev.leat.producer.transaction.Question;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.AddOffsetsToTxnRequest;
import dev.leat.protocol.message.AddOffsetsToTxnResponse;
import dev.leat.protocol.message.AddPartitionsToTxnRequest;
import dev.leat.protocol.message.AddPartitionsToTxnResponse;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.EndTxnRequest;
import dev.leat.protocol.message.EndTxnResponse;
import dev.leat.protocol.message.InitProducerIdRequest;
import dev.leat.protocol.message.InitProducerIdResponse;
import dev.leat.protocol.message.TxnOffsetCommitRequest;
import dev.leat.protocol.message.TxnOffsetCommitResponse;
import dev.leat.protocol.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Puts questions to coordinators as requests, in versions of the form of transactions that the producer is in. */
final class CoordinatorCalls {
    private static final String FEATURE = "transaction.version";
    private static final short IMPLICIT_SINCE = 2;
    private static final int LAST_ADD_PARTITIONS_OF_CLIENTS = 3;
    private static final int BUMPS_SINCE = 3; // KIP-360
    private static final int LAST_EXPLICIT_END = 4;
    private static final int LAST_EXPLICIT_COMMIT = 4;
    private static final int LAST_COMMIT_WITH_NAMES = 5;

    private final Cluster cluster;
    private final TransactionConfig config;

    CoordinatorCalls(Cluster cluster, TransactionConfig config) {
        this.cluster = cluster;
        this.config = config;
    }

    CompletableFuture<Answer> ask(Question question) {
        return connectionFor(question).thenCompose(connection -> ask(question, connection));
    }

    private static CompletableFuture<Answer> failed(ClientException unsendable) {
        return CompletableFuture.failedFuture(unsendable);
    }

    private CompletableFuture<Answer> ask(Question question, Connection connection) {
        boolean implicit = connection.versions().finalizedLevel(FEATURE) >= IMPLICIT_SINCE;
        try {
            return connection.send(call(question, implicit));
        } catch (ClientException unsendable) {
            return failed(unsendable);
        }
    }

    private CompletableFuture<Connection> connectionFor(Question question) {
        return question instanceof Question.CommitOffsets offsets
                ? cluster.connectionToCoordinator(CoordinatorType.GROUP, groupOf(offsets))
                : cluster.connectionToCoordinator(CoordinatorType.TRANSACTION, config.transactionalId());
    }

    /** Makes the next question of this kind look for its coordinator first. */
    void forgetCoordinator(Question question) {
        if (question instanceof Question.CommitOffsets offsets) {
            cluster.forgetCoordinator(CoordinatorType.GROUP, groupOf(offsets));
        } else {
            cluster.forgetCoordinator(CoordinatorType.TRANSACTION, config.transactionalId());
        }
    }

    private static String groupOf(Question.CommitOffsets offsets) {
        return offsets.commit().member().groupId();
    }

    private Call<Answer> call(Question question, boolean implicit) {
        if (question instanceof Question.Initialise initialise) {
            return initialise(initialise.former(), implicit);
        }
        if (question instanceof Question.AddPartitions add) {
            return addPartitions(add.identity(), add.partitions(), implicit);
        }
        if (question instanceof Question.AddGroup add) {
            return addGroup(add.identity(), add.groupId(), implicit);
        }
        if (question instanceof Question.CommitOffsets offsets) {
            return commitOffsets(offsets, implicit);
        }
        if (question instanceof Question.End end) {
            return end(end, implicit);
        }
        throw new AssertionError(question);
    }

    private Call<Answer> initialise(@Nullable Identity former, boolean implicit) {
        InitProducerIdRequest.Builder request = InitProducerIdRequest.builder()
                .transactionalId(config.transactionalId())
                .transactionTimeoutMs(config.timeoutMs());
        if (former != null) {
            request.producerId(former.id()).producerEpoch(former.epoch());
        }
        return new Call<>(
                ApiKey.INIT_PRODUCER_ID,
                Short.MAX_VALUE,
                0,
                version -> {
                    if (former != null && version < BUMPS_SINCE) {
                        throw noBump();
                    }
                    return request.build();
                },
                answer -> initialised((InitProducerIdResponse) answer, implicit));
    }

    private static ClientException noBump() {
        return new FatalException(
                ErrorCode.UNSUPPORTED_VERSION,
                "the coordinator cannot give a new producer epoch after an abort",
                "close this producer and make another one; brokers from Kafka 2.5 on can",
                null);
    }

    private static Answer initialised(InitProducerIdResponse answer, boolean implicit) {
        return new Answer(
                ErrorCode.of(answer.errorCode()), identity(answer.producerId(), answer.producerEpoch()), implicit);
    }

    private static @Nullable Identity identity(long id, short epoch) {
        return id == SealedBatch.NO_PRODUCER_ID ? null : new Identity(id, epoch);
    }

    private Call<Answer> addPartitions(Identity identity, List<TopicPartition> partitions, boolean implicit) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                .add(partition.partition()));
        List<AddPartitionsToTxnRequest.AddPartitionsToTxnTopic> topics = new ArrayList<>();
        byTopic.forEach((topic, numbers) -> topics.add(AddPartitionsToTxnRequest.AddPartitionsToTxnTopic.builder()
                .name(topic)
                .partitions(numbers)
                .build()));
        AddPartitionsToTxnRequest request = AddPartitionsToTxnRequest.builder()
                .v3AndBelowTransactionalId(config.transactionalId())
                .v3AndBelowProducerId(identity.id())
                .v3AndBelowProducerEpoch(identity.epoch())
                .v3AndBelowTopics(topics)
                .build();
        return Call.of(request, AddPartitionsToTxnResponse.class)
                .upTo(LAST_ADD_PARTITIONS_OF_CLIENTS)
                .then(answer -> answer(codes(answer), implicit));
    }

    private static List<ErrorCode> codes(AddPartitionsToTxnResponse answer) {
        return answer.resultsByTopicV3AndBelow().stream()
                .flatMap(topic -> topic.resultsByPartition().stream())
                .map(partition -> ErrorCode.of(partition.partitionErrorCode()))
                .toList();
    }

    private static Answer answer(List<ErrorCode> codes, boolean implicit) {
        return new Answer(Answer.decisive(codes), null, implicit);
    }

    private Call<Answer> addGroup(Identity identity, String group, boolean implicit) {
        AddOffsetsToTxnRequest request = AddOffsetsToTxnRequest.builder()
                .transactionalId(config.transactionalId())
                .producerId(identity.id())
                .producerEpoch(identity.epoch())
                .groupId(group)
                .build();
        return Call.of(request, AddOffsetsToTxnResponse.class)
                .then(answer -> answer(List.of(ErrorCode.of(answer.errorCode())), implicit));
    }

    private Call<Answer> commitOffsets(Question.CommitOffsets offsets, boolean implicit) {
        OffsetCommit commit = offsets.commit();
        MemberIdentity member = commit.member();
        TxnOffsetCommitRequest request = TxnOffsetCommitRequest.builder()
                .transactionalId(config.transactionalId())
                .groupId(member.groupId())
                .producerId(offsets.identity().id())
                .producerEpoch(offsets.identity().epoch())
                .generationIdOrMemberEpoch(member.generationId())
                .memberId(member.memberId())
                .groupInstanceId(member.groupInstanceId())
                .topics(topics(commit))
                .build();
        return Call.of(request, TxnOffsetCommitResponse.class)
                .upTo(offsets.implicit() ? LAST_COMMIT_WITH_NAMES : LAST_EXPLICIT_COMMIT)
                .then(answer -> answer(codes(answer), implicit));
    }

    private static List<TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic> topics(OffsetCommit commit) {
        Map<String, List<TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition>> byTopic = new TreeMap<>();
        commit.offsets()
                .forEach((partition, progress) -> byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                        .add(TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition.builder()
                                .partitionIndex(partition.partition())
                                .committedOffset(progress.offset())
                                .committedLeaderEpoch(progress.leaderEpoch())
                                .committedMetadata(progress.metadata())
                                .build()));
        List<TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic> topics = new ArrayList<>();
        byTopic.forEach((topic, partitions) -> topics.add(TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic.builder()
                .name(topic)
                .partitions(partitions)
                .build()));
        return topics;
    }

    private static List<ErrorCode> codes(TxnOffsetCommitResponse answer) {
        return answer.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> ErrorCode.of(partition.errorCode()))
                .toList();
    }

    private Call<Answer> end(Question.End end, boolean implicit) {
        EndTxnRequest request = EndTxnRequest.builder()
                .transactionalId(config.transactionalId())
                .producerId(end.identity().id())
                .producerEpoch(end.identity().epoch())
                .committed(end.commits())
                .build();
        return Call.of(request, EndTxnResponse.class)
                .upTo(end.implicit() ? Short.MAX_VALUE : LAST_EXPLICIT_END)
                .then(answer -> new Answer(
                        ErrorCode.of(answer.errorCode()),
                        identity(answer.producerId(), answer.producerEpoch()),
                        implicit));
    }
}
