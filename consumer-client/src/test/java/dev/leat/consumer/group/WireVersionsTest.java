package dev.leat.consumer.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.net.Call;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.consumer.group.MemberAction.Identity;
import dev.leat.consumer.group.assignor.RangeAssignor;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiRequest;
import dev.leat.protocol.message.MessageCodecs;
import dev.leat.protocol.message.OffsetCommitResponse;
import dev.leat.protocol.message.OffsetFetchResponse;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopic;
import dev.leat.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.WireWriter;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever version the broker speaks, every request of a dynamic member can be written. */
class WireVersionsTest {
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final Uuid A = new Uuid(7, 7);
    private static final Identity ME = new Identity(3, "me");
    private static final OffsetCalls BY_ID = new OffsetCalls("group", null, topic -> A);
    private static final OffsetCalls BY_NAME = new OffsetCalls("group", null, topic -> Uuid.ZERO);

    private record Case(ApiKey api, int version, IntFunction<? extends ApiRequest> request) {
        @Override
        public String toString() {
            return api + " " + version;
        }
    }

    static Stream<Case> requests() {
        ClassicRequests classic =
                new ClassicRequests(new MemberConfig("group", null, null, null, 10_000, 3_000, 300_000, 30_000));
        ApiRequest join = classic.join(ME, List.of(new RangeAssignor()), Set.of("a"), Set.of(A0), "a reason");
        ApiRequest sync = classic.sync(ME, "range", Map.of("me", List.of(A0)));
        ApiRequest heartbeat = classic.heartbeat(ME);
        Call<?> leave = GroupCalls.leave("group", new MemberAction.Leave("me", null, "done"));
        Call<?> commit = BY_ID.commit(ME, Map.of(A0, new OffsetAndMetadata(5, 2, "x")));
        Call<?> fetch = BY_ID.fetch(ME, Set.of(A0), true);
        return Stream.of(
                        versions(ApiKey.JOIN_GROUP, version -> join),
                        versions(ApiKey.SYNC_GROUP, version -> sync),
                        versions(ApiKey.HEARTBEAT, version -> heartbeat),
                        versions(ApiKey.LEAVE_GROUP, leave.request()),
                        versions(ApiKey.OFFSET_COMMIT, commit.request()),
                        versions(ApiKey.OFFSET_FETCH, fetch.request()))
                .flatMap(cases -> cases);
    }

    private static Stream<Case> versions(ApiKey api, IntFunction<? extends ApiRequest> request) {
        return IntStream.rangeClosed(api.oldestVersion(), api.latestVersion())
                .mapToObj(version -> new Case(api, version, request));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldWriteEveryVersion(Case one) {
        WireWriter out = new WireWriter(UnpooledByteBufAllocator.DEFAULT);
        MessageCodecs.encodeRequest(one.request.apply(one.version), out, (short) one.version);
        assertThat(out.finishAsBytes().size()).isPositive();
    }

    @Test
    void shouldUseNamesWhereIdsAreNotKnown() {
        assertThat(BY_NAME.commit(ME, Map.of(A0, new OffsetAndMetadata(5))).maxVersion())
                .isEqualTo((short) 9);
        assertThat(BY_NAME.fetch(ME, Set.of(A0), false).maxVersion()).isEqualTo((short) 9);
    }

    @Test
    void shouldReadOffsetsByNameAndById() {
        OffsetFetchResponse old = OffsetFetchResponse.builder()
                .topics(List.of(new OffsetFetchResponseTopic(
                        "a",
                        List.of(OffsetFetchResponsePartition.builder()
                                .committedOffset(5)
                                .metadata("x")
                                .build()))))
                .build();
        OffsetFetchResponse byId = OffsetFetchResponse.builder()
                .groups(List.of(OffsetFetchResponseGroup.builder()
                        .groupId("group")
                        .topics(List.of(OffsetFetchResponseTopics.builder()
                                .topicId(A)
                                .partitions(List.of(OffsetFetchResponsePartitions.builder()
                                        .committedOffset(5)
                                        .metadata("x")
                                        .build()))
                                .build()))
                        .build()))
                .build();
        var fetch = BY_ID.fetch(ME, Set.of(A0), false);
        assertThat(fetch.reader().apply(old)).containsOnlyKeys(A0);
        assertThat(fetch.reader().apply(byId)).isEqualTo(fetch.reader().apply(old));
        assertThat(BY_ID.commit(ME, Map.of(A0, new OffsetAndMetadata(5)))
                        .reader()
                        .apply(OffsetCommitResponse.builder().build()))
                .isEqualTo(ErrorCode.NONE);
    }
}
