package dev.leat.client.admin;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.client.config.ClientConfig;
import dev.leat.client.config.ClientSettings;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.CreateTopicsRequest;
import dev.leat.protocol.message.CreateTopicsResponse;
import dev.leat.protocol.message.DescribeGroupsRequest;
import dev.leat.protocol.message.DescribeGroupsResponse;
import dev.leat.protocol.message.FindCoordinatorResponse;
import dev.leat.protocol.message.LeaveGroupRequest;
import dev.leat.protocol.message.LeaveGroupResponse;
import dev.leat.protocol.message.ListGroupsResponse;
import dev.leat.protocol.message.ListOffsetsRequest;
import dev.leat.protocol.message.ListOffsetsResponse;
import dev.leat.protocol.message.MetadataRequest;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.test.stub.ClientThreads;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an operation on several things when some of them fail. */
@Timeout(60)
class AdminClientTest {
    private static final List<ApiVersionsResponse.ApiVersion> OFFERED = List.of(
            version(ApiKey.API_VERSIONS, 0, 4),
            version(ApiKey.METADATA, 0, 12),
            version(ApiKey.CREATE_TOPICS, 2, 7),
            version(ApiKey.LIST_OFFSETS, 1, 9),
            version(ApiKey.FIND_COORDINATOR, 0, 3),
            version(ApiKey.DESCRIBE_GROUPS, 0, 5),
            version(ApiKey.LIST_GROUPS, 0, 4),
            version(ApiKey.LEAVE_GROUP, 0, 5));
    private static final List<ApiVersionsResponse.ApiVersion> WITHOUT_MEMBER_LISTS = List.of(
            version(ApiKey.API_VERSIONS, 0, 4),
            version(ApiKey.METADATA, 0, 12),
            version(ApiKey.FIND_COORDINATOR, 0, 3),
            version(ApiKey.LEAVE_GROUP, 0, 2));
    private static final List<String> MEMBERS = List.of("m", "n");
    private static final TopicPartition PARTITION = new TopicPartition("a", 0);

    /** Codes that the next answers about a thing have; none stands for success. */
    private final Map<String, Queue<ErrorCode>> troubles = new ConcurrentHashMap<>();

    /** The things that each request was about. */
    private final List<List<String>> asked = new CopyOnWriteArrayList<>();

    private final List<ApiKey> seen = new CopyOnWriteArrayList<>();
    private final StubBroker broker = StubBroker.speaking(OFFERED, this::answer);
    private volatile StubBroker coordinator = broker;
    private final ClientThreads threads = ClientThreads.fromNowOn();
    private final AdminClient admin = admin(20_000);

    AdminClientTest() throws IOException {}

    private AdminClient admin(int timeoutMs) {
        return admin(broker, timeoutMs);
    }

    private static AdminClient admin(StubBroker of, int timeoutMs) {
        return AdminClient.create(ClientConfig.builder()
                .bootstrapServers(of.address())
                .set(ClientSettings.API_TIMEOUT_MS, timeoutMs)
                .set(ClientSettings.RETRY_BACKOFF_MS, 10L)
                .build());
    }

    @AfterEach
    void close() throws IOException {
        admin.close();
        broker.close();
    }

    private void trouble(String thing, ErrorCode... codes) {
        troubles.put(thing, new ConcurrentLinkedQueue<>(List.of(codes)));
    }

    private short next(String thing) {
        Queue<ErrorCode> codes = troubles.getOrDefault(thing, new ConcurrentLinkedQueue<>());
        ErrorCode code = codes.size() > 1 ? codes.poll() : codes.peek();
        return code == null ? 0 : code.code();
    }

    private void answer(StubBroker.Request request, StubBroker.Replies replies) throws IOException {
        ApiKey key = ApiKey.values()[request.apiKey()];
        seen.add(key);
        switch (key) {
            case METADATA -> replies.send(request, metadata((MetadataRequest) request.message()));
            case CREATE_TOPICS -> replies.send(request, created((CreateTopicsRequest) request.message()));
            case LIST_OFFSETS -> replies.send(request, listed((ListOffsetsRequest) request.message()));
            case FIND_COORDINATOR ->
                replies.send(
                        request,
                        FindCoordinatorResponse.builder()
                                .nodeId(7)
                                .host(StubBroker.HOST)
                                .port(coordinator.port())
                                .build());
            case DESCRIBE_GROUPS -> replies.send(request, described((DescribeGroupsRequest) request.message()));
            case LIST_GROUPS ->
                replies.send(request, ListGroupsResponse.builder().build());
            case LEAVE_GROUP -> replies.send(request, left((LeaveGroupRequest) request.message()));
            default -> replies.reset();
        }
    }

    private MetadataResponse metadata(MetadataRequest request) {
        return MetadataResponse.builder()
                .brokers(List.of(MetadataResponse.MetadataResponseBroker.builder()
                        .nodeId(7)
                        .host(StubBroker.HOST)
                        .port(broker.port())
                        .build()))
                .controllerId(7)
                .topics(
                        request.topics() == null
                                ? List.of()
                                : request.topics().stream().map(this::topic).toList())
                .build();
    }

    private MetadataResponse.MetadataResponseTopic topic(MetadataRequest.MetadataRequestTopic asked) {
        short error = next("metadata of " + asked.name());
        return MetadataResponse.MetadataResponseTopic.builder()
                .name(asked.name())
                .errorCode(error)
                .partitions(List.of(MetadataResponse.MetadataResponsePartition.builder()
                        .leaderId(7)
                        .replicaNodes(List.of(7))
                        .isrNodes(List.of(7))
                        .build()))
                .build();
    }

    private CreateTopicsResponse created(CreateTopicsRequest request) {
        asked.add(request.topics().stream()
                .map(CreateTopicsRequest.CreatableTopic::name)
                .toList());
        return CreateTopicsResponse.builder()
                .topics(request.topics().stream()
                        .filter(topic -> !topic.name().equals("ignored"))
                        .map(topic -> CreateTopicsResponse.CreatableTopicResult.builder()
                                .name(topic.name())
                                .errorCode(next(topic.name()))
                                .build())
                        .toList())
                .build();
    }

    private ListOffsetsResponse listed(ListOffsetsRequest request) {
        return ListOffsetsResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> ListOffsetsResponse.ListOffsetsTopicResponse.builder()
                                .name(topic.name())
                                .partitions(List.of(ListOffsetsResponse.ListOffsetsPartitionResponse.builder()
                                        .errorCode(next(topic.name()))
                                        .offset(42)
                                        .build()))
                                .build())
                        .toList())
                .build();
    }

    private DescribeGroupsResponse described(DescribeGroupsRequest request) {
        return DescribeGroupsResponse.builder()
                .groups(request.groups().stream()
                        .map(group -> DescribeGroupsResponse.DescribedGroup.builder()
                                .groupId(group)
                                .errorCode(next(group))
                                .members(MEMBERS.stream()
                                        .map(member -> DescribeGroupsResponse.DescribedGroupMember.builder()
                                                .memberId(member)
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private LeaveGroupResponse left(LeaveGroupRequest request) {
        asked.add(request.members().stream().map(AdminClientTest::name).toList());
        return LeaveGroupResponse.builder()
                .errorCode(next(request.groupId()))
                .members(request.members().stream()
                        .map(member -> LeaveGroupResponse.MemberResponse.builder()
                                .memberId(member.memberId())
                                .groupInstanceId(member.groupInstanceId())
                                .errorCode(next(name(member)))
                                .build())
                        .toList())
                .build();
    }

    private static String name(LeaveGroupRequest.MemberIdentity member) {
        return member.memberId().isEmpty() ? "instance " + member.groupInstanceId() : member.memberId();
    }

    @Test
    void shouldTryAgainOnlyWhatFailedForAPassingReason() {
        trouble("b", ErrorCode.NOT_CONTROLLER, ErrorCode.NONE);
        trouble("c", ErrorCode.TOPIC_ALREADY_EXISTS);
        Results<String, CreatedTopic> results = create("a", "b", "c");
        assertThat(results.values()).containsOnlyKeys("a", "b");
        assertThat(results.failures()).containsOnlyKeys("c");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(asked.get(1)).containsExactly("b");
    }

    @Test
    void shouldGiveTheLastFailureWhenTheTimeIsOver() {
        trouble("a", ErrorCode.NOT_CONTROLLER);
        ClientException failure = createWithin(3_000, "a", "b").failures().get("a");
        assertThat(failure).isInstanceOf(RetriableException.class).hasMessageContaining("creating topic 'a'");
        assertThat(asked).hasSizeGreaterThan(3);
    }

    @Test
    void shouldNotWaitForeverForWhatTheAnswerLeavesOut() {
        Results<String, CreatedTopic> results = createWithin(5_000, "a", "ignored");
        assertThat(results.values()).containsOnlyKeys("a");
        assertThat(results.failures().get("ignored")).isInstanceOf(FatalException.class);
    }

    @Test
    void shouldAskForTheLeaderAgainWhenItMoved() {
        trouble("a", ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.NONE);
        Results<TopicPartition, OffsetAdmin.FoundOffset> found =
                get(admin.listOffsets(Map.of(PARTITION, OffsetAdmin.LATEST), false));
        assertThat(found.of(PARTITION).offset()).isEqualTo(42);
        assertThat(seen).containsExactly(ApiKey.METADATA, ApiKey.LIST_OFFSETS, ApiKey.METADATA, ApiKey.LIST_OFFSETS);
    }

    @Test
    void shouldAskAFewTimesForATopicThatNobodyKnows() {
        trouble("metadata of a", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        Results<TopicPartition, OffsetAdmin.FoundOffset> found =
                get(admin.listOffsets(Map.of(PARTITION, OffsetAdmin.LATEST), false));
        assertThat(found.failures().values())
                .singleElement()
                .matches(failure -> failure.is(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
        assertThat(seen).containsExactly(ApiKey.METADATA, ApiKey.METADATA, ApiKey.METADATA);
    }

    @Test
    void shouldLookForTheCoordinatorAgainWhenItMoved() {
        trouble("g", ErrorCode.NOT_COORDINATOR, ErrorCode.NONE);
        assertThat(get(admin.describeGroups(List.of("g"))).values()).containsOnlyKeys("g");
        assertThat(seen)
                .containsExactly(
                        ApiKey.FIND_COORDINATOR,
                        ApiKey.DESCRIBE_GROUPS,
                        ApiKey.FIND_COORDINATOR,
                        ApiKey.DESCRIBE_GROUPS);
    }

    @Test
    void shouldRemoveStaticMembersAndTellEachOnesFate() {
        trouble("instance b", ErrorCode.UNKNOWN_MEMBER_ID);
        Results<String, String> results = get(admin.removeGroupMembers("g", List.of("a", "b")));
        assertThat(results.values()).containsOnlyKeys("a");
        assertThat(results.failures()).containsOnlyKeys("b");
        assertThat(results.failures().get("b")).hasMessageContaining("removing member 'b' of group 'g'");
        assertThat(asked).containsExactly(List.of("instance a", "instance b"));
    }

    @Test
    void shouldRemoveByTheirMemberIdsWhoeverIsInTheGroup() {
        trouble("n", ErrorCode.UNKNOWN_MEMBER_ID);
        Results<String, String> results = get(admin.removeAllGroupMembers("g"));
        assertThat(results.values()).containsOnlyKeys("m");
        assertThat(results.failures()).containsOnlyKeys("n");
        assertThat(asked).containsExactly(MEMBERS);
    }

    @Test
    void shouldFailAsAWholeWhenTheGroupWhoseMembersAreToGoCannotBeDescribed() {
        trouble("g", ErrorCode.GROUP_AUTHORIZATION_FAILED);
        assertThat(admin.removeAllGroupMembers("g"))
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("describing group 'g'");
        assertThat(seen).doesNotContain(ApiKey.LEAVE_GROUP);
    }

    @Test
    void shouldRemoveMembersAtTheNextCoordinatorWhenTheGroupMoved() {
        trouble("g", ErrorCode.NOT_COORDINATOR, ErrorCode.NONE);
        assertThat(get(admin.removeGroupMembers("g", List.of("a"))).values()).containsOnlyKeys("a");
        assertThat(seen)
                .containsExactly(
                        ApiKey.FIND_COORDINATOR, ApiKey.LEAVE_GROUP, ApiKey.FIND_COORDINATOR, ApiKey.LEAVE_GROUP);
    }

    @Test
    void shouldSayThatABrokerIsTooOldToRemoveMembers() throws IOException {
        try (StubBroker old = StubBroker.speaking(WITHOUT_MEMBER_LISTS, this::answer);
                AdminClient client = admin(old, 20_000)) {
            coordinator = old;
            assertThat(get(client.removeGroupMembers("g", List.of("a"))).failures())
                    .hasEntrySatisfying(
                            "a",
                            failure -> assertThat(failure.is(ErrorCode.UNSUPPORTED_VERSION))
                                    .isTrue());
            assertThat(seen).doesNotContain(ApiKey.LEAVE_GROUP);
        }
    }

    @Test
    void shouldSayThatABrokerIsTooOldToChooseGroupsByType() {
        assertThat(get(admin.listGroups(List.of("Stable")))).isEmpty();
        assertThat(admin.listGroups(List.of(), List.of("classic")))
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(FatalException.class)
                .withMessageContaining("listing groups by type");
        assertThat(seen).containsOnlyOnce(ApiKey.LIST_GROUPS);
    }

    @Test
    void shouldFailEveryThingWhenNobodyAnswers() throws IOException {
        broker.close();
        assertThat(createWithin(2_000, "a", "b").failures()).containsOnlyKeys("a", "b");
    }

    @Test
    void shouldLeaveNothingBehindWhenClosed() {
        create("a");
        assertThat(broker.openConnections()).isPositive();
        admin.close();
        await().atMost(30, TimeUnit.SECONDS).until(() -> broker.openConnections() == 0);
        await().atMost(30, TimeUnit.SECONDS).until(() -> threads.living().isEmpty());
        assertThat(admin.listTopics()).failsWithin(10, TimeUnit.SECONDS);
    }

    private Results<String, CreatedTopic> create(String... names) {
        return create(admin, names);
    }

    private Results<String, CreatedTopic> createWithin(int timeoutMs, String... names) {
        try (AdminClient impatient = admin(timeoutMs)) {
            return create(impatient, names);
        }
    }

    private static Results<String, CreatedTopic> create(AdminClient by, String... names) {
        return get(by.createTopics(List.of(names).stream()
                .map(name -> new NewTopic(name, 1, 1, Map.of()))
                .toList()));
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
