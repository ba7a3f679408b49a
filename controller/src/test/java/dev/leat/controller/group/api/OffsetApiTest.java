package dev.leat.controller.group.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.DeleteOffsetsReply;
import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.PartitionOffset;
import dev.leat.controller.group.GroupReply.PartitionResult;
import dev.leat.controller.group.GroupReply.TopicOffsets;
import dev.leat.controller.group.GroupReply.TopicResult;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.FetchOffsets;
import dev.leat.controller.group.ReplyTo;
import dev.leat.controller.group.TopicName;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.OffsetCommitRequest;
import dev.leat.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.leat.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.leat.protocol.message.OffsetCommitResponse;
import dev.leat.protocol.message.OffsetDeleteRequest;
import dev.leat.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import dev.leat.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import dev.leat.protocol.message.OffsetDeleteResponse;
import dev.leat.protocol.message.OffsetFetchRequest;
import dev.leat.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.leat.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import dev.leat.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import dev.leat.protocol.message.OffsetFetchResponse;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetApiTest {
    private static final Uuid ID = new Uuid(1, 2);
    private static final Uuid NO_ID = new Uuid(3, 4);
    private static final TopicName TOPIC = new TopicName("t", ID);

    /** A cluster with the one topic {@link #TOPIC}. */
    private static final TopicDirectory TOPICS = new TopicDirectory() {
        @Override
        public @Nullable TopicName byName(String name) {
            return name.equals(TOPIC.name()) ? TOPIC : null;
        }

        @Override
        public @Nullable TopicName byId(Uuid id) {
            return id.equals(ID) ? TOPIC : null;
        }
    };

    private static <R extends GroupReply> ReplyTo<R> anyone() {
        return new ReplyTo<>() {};
    }

    static IntStream commitVersions() {
        return IntStream.rangeClosed(ApiKey.OFFSET_COMMIT.oldestVersion(), ApiKey.OFFSET_COMMIT.latestVersion());
    }

    @ParameterizedTest
    @MethodSource("commitVersions")
    void shouldCommitForTopicsThatExistAndAnswerTheOthersItself(int version) {
        OffsetCommitCall call = new OffsetCommitCall(commit(version), (short) version, TOPICS);

        CommitOffsets request = call.request(anyone());
        assertThat(request.topics())
                .singleElement()
                .satisfies(topic -> assertThat(topic.topic()).isEqualTo(TOPIC));

        OffsetCommitResponse response = call.response(new CommitReply(
                List.of(new TopicResult(TOPIC, List.of(new PartitionResult(0, ErrorCode.NONE))))));
        ErrorCode unknown = version >= 10 ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        assertThat(response.topics())
                .extracting(topic -> topic.partitions().get(0).errorCode())
                .containsExactly(ErrorCode.NONE.code(), unknown.code());
        GroupApiTest.assertEncodable(response, version);
    }

    @Test
    void shouldTellOldCommittersOfTheGenerationInPlaceOfTheMissingGroup() {
        CommitReply missing = new CommitReply(
                List.of(new TopicResult(TOPIC, List.of(new PartitionResult(0, ErrorCode.GROUP_ID_NOT_FOUND)))));

        assertThat(commitError(missing, 8)).isEqualTo(ErrorCode.ILLEGAL_GENERATION.code());
        assertThat(commitError(missing, 9)).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
    }

    private static short commitError(CommitReply reply, int version) {
        return new OffsetCommitCall(commit(version), (short) version, TOPICS)
                .response(reply)
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .errorCode();
    }

    @Test
    void shouldNeedNoCoordinatorWhenNoTopicExists() {
        OffsetCommitRequest request =
                commit(9).toBuilder().topics(List.of(commit(9).topics().get(1))).build();
        OffsetCommitCall call = new OffsetCommitCall(request, (short) 9, TOPICS);

        assertThat(call.needsNoCoordinator()).isTrue();
        assertThat(call.responseWithoutCoordinator().topics()).hasSize(1);
    }

    private static OffsetCommitRequest commit(int version) {
        return OffsetCommitRequest.builder()
                .groupId("g")
                .topics(List.of(topic("t", ID, version), topic("unknown", NO_ID, version)))
                .build();
    }

    private static OffsetCommitRequestTopic topic(String name, Uuid id, int version) {
        return OffsetCommitRequestTopic.builder()
                .name(version >= 10 ? "" : name)
                .topicId(version >= 10 ? id : Uuid.ZERO)
                .partitions(List.of(OffsetCommitRequestPartition.builder()
                        .partitionIndex(0)
                        .committedOffset(5)
                        .build()))
                .build();
    }

    static IntStream fetchVersions() {
        return IntStream.rangeClosed(ApiKey.OFFSET_FETCH.oldestVersion(), ApiKey.OFFSET_FETCH.latestVersion());
    }

    @ParameterizedTest
    @MethodSource("fetchVersions")
    void shouldFetchInEveryVersion(int version) {
        OffsetFetchCall call = new OffsetFetchCall(fetch(version, true), (short) version, TOPICS);
        assertThat(call.groupIds()).containsExactly("g");

        FetchOffsets request = call.request(0, anyone());
        assertThat(Objects.requireNonNull(request.topics()).get(0).topic().name())
                .isEqualTo("t");

        OffsetFetchResponse response = call.response(List.of(found()));
        assertThat(offset(response, version)).isEqualTo(42);
        GroupApiTest.assertEncodable(response, version);
    }

    @ParameterizedTest
    @MethodSource("fetchVersions")
    void shouldPutErrorWhereTheVersionHasAPlaceForIt(int version) {
        OffsetFetchCall call = new OffsetFetchCall(fetch(version, true), (short) version, TOPICS);

        OffsetFetchResponse response =
                call.response(List.of(new FetchReply("g", ErrorCode.NOT_COORDINATOR, List.of())));

        short error = version >= 8
                ? response.groups().get(0).errorCode()
                : version >= 2
                        ? response.errorCode()
                        : response.topics().get(0).partitions().get(0).errorCode();
        assertThat(error).isEqualTo(ErrorCode.NOT_COORDINATOR.code());
        GroupApiTest.assertEncodable(response, version);
    }

    @Test
    void shouldFetchEverythingWhenNoTopicsAreNamed() {
        for (int version : new int[] {2, 7, 8, 10}) {
            OffsetFetchCall call = new OffsetFetchCall(fetch(version, false), (short) version, TOPICS);
            assertThat(call.request(0, anyone()).topics()).isNull();
            assertThat(offset(call.response(List.of(found())), version)).isEqualTo(42);
        }
    }

    @Test
    void shouldAnswerUnknownTopicIdItself() {
        OffsetFetchRequestTopics unknown = OffsetFetchRequestTopics.builder()
                .topicId(NO_ID)
                .partitionIndexes(List.of(0))
                .build();
        OffsetFetchRequest request = OffsetFetchRequest.builder()
                .groups(List.of(OffsetFetchRequestGroup.builder()
                        .groupId("g")
                        .topics(List.of(unknown))
                        .build()))
                .build();
        OffsetFetchCall call = new OffsetFetchCall(request, (short) 10, TOPICS);
        assertThat(call.request(0, anyone()).topics()).isEmpty();

        OffsetFetchResponse response = call.response(List.of(new FetchReply("g", ErrorCode.NONE, List.of())));

        assertThat(response.groups().get(0).topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
    }

    private static FetchReply found() {
        return new FetchReply(
                "g",
                ErrorCode.NONE,
                List.of(new TopicOffsets(
                        new TopicName("t", Uuid.ZERO), List.of(new PartitionOffset(0, 42, 7, "note")))));
    }

    private static long offset(OffsetFetchResponse response, int version) {
        return version >= 8
                ? response.groups().get(0).topics().get(0).partitions().get(0).committedOffset()
                : response.topics().get(0).partitions().get(0).committedOffset();
    }

    private static OffsetFetchRequest fetch(int version, boolean namesTopics) {
        if (version < 8) {
            List<OffsetFetchRequestTopic> topics = List.of(OffsetFetchRequestTopic.builder()
                    .name("t")
                    .partitionIndexes(List.of(0))
                    .build());
            return OffsetFetchRequest.builder()
                    .groupId("g")
                    .topics(namesTopics ? topics : null)
                    .build();
        }
        List<OffsetFetchRequestTopics> topics = List.of(OffsetFetchRequestTopics.builder()
                .name(version >= 10 ? "" : "t")
                .topicId(version >= 10 ? ID : Uuid.ZERO)
                .partitionIndexes(List.of(0))
                .build());
        return OffsetFetchRequest.builder()
                .groups(List.of(OffsetFetchRequestGroup.builder()
                        .groupId("g")
                        .topics(namesTopics ? topics : null)
                        .build()))
                .build();
    }

    @Test
    void shouldDeleteOffsetsOfTopicsThatExistAndAnswerTheOthersItself() {
        OffsetDeleteRequest request = OffsetDeleteRequest.builder()
                .groupId("g")
                .topics(List.of(deleted("t"), deleted("unknown")))
                .build();
        OffsetDeleteCall call = new OffsetDeleteCall(request, TOPICS);
        assertThat(call.request(anyone()).topics()).hasSize(1);

        OffsetDeleteResponse response = call.response(new DeleteOffsetsReply(
                ErrorCode.NONE, List.of(new TopicResult(TOPIC, List.of(new PartitionResult(0, ErrorCode.NONE))))));
        assertThat(response.topics())
                .extracting(topic -> topic.partitions().get(0).errorCode())
                .containsExactly(ErrorCode.NONE.code(), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
        GroupApiTest.assertEncodable(response, 0);

        OffsetDeleteResponse refused = call.response(new DeleteOffsetsReply(ErrorCode.GROUP_ID_NOT_FOUND, List.of()));
        assertThat(refused.errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        assertThat(refused.topics()).isEmpty();
    }

    private static OffsetDeleteRequestTopic deleted(String name) {
        return OffsetDeleteRequestTopic.builder()
                .name(name)
                .partitions(List.of(
                        OffsetDeleteRequestPartition.builder().partitionIndex(0).build()))
                .build();
    }
}
