package dev.leat.client.admin;

import static dev.leat.test.stub.StubBroker.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.config.ClientConfig;
import dev.leat.client.config.ClientSettings;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.ApiKey;
import dev.leat.protocol.message.ApiVersionsResponse;
import dev.leat.protocol.message.DescribeTopicPartitionsRequest;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import dev.leat.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import dev.leat.protocol.message.MetadataResponse;
import dev.leat.protocol.model.Uuid;
import dev.leat.test.stub.StubBroker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How topics are put together of pages, and what stands in for these. */
@Timeout(60)
class TopicDescriberTest {
    private static final List<ApiVersionsResponse.ApiVersion> OLD =
            List.of(version(ApiKey.API_VERSIONS, 0, 4), version(ApiKey.METADATA, 0, 12));
    private static final Uuid ID = new Uuid(1, 1);
    private static final List<Integer> ELIGIBLE = List.of(8);
    private static final List<Integer> FORMERLY_ELIGIBLE = List.of(9);

    /** What is answered, in this order; an empty list breaks the connection. */
    private final Queue<List<DescribeTopicPartitionsResponse>> pages = new ConcurrentLinkedQueue<>();

    private final List<DescribeTopicPartitionsRequest> asked = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void shouldAskPageByPageAndPutEachTopicTogether() throws IOException {
        answer(page("b", 1, topic("a", 0, 2), topic("b", 0, 1)), lastPage(topic("b", 1, 3)));
        Results<String, TopicDescription> results = get(paging().describeTopics(List.of("a", "b"), 3));
        assertThat(numbers(results.of("a"))).containsExactly(0, 1);
        assertThat(numbers(results.of("b"))).containsExactly(0, 1, 2);
        assertThat(asked)
                .extracting(DescribeTopicPartitionsRequest::cursor)
                .containsExactly(null, new DescribeTopicPartitionsRequest.Cursor("b", 1));
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.responsePartitionLimit()).isEqualTo(3);
            assertThat(request.topics()).hasSize(2);
        });
    }

    @Test
    void shouldTellWhoMayBeElected() throws IOException {
        answer(lastPage(topic("a", 0, 1)));
        PartitionDescription partition =
                get(paging().describeTopics(List.of("a"))).of("a").partitions().get(0);
        assertThat(partition.eligibleLeaders()).isEqualTo(ELIGIBLE);
        assertThat(partition.lastKnownEligibleLeaders()).isEqualTo(FORMERLY_ELIGIBLE);
        assertThat(partition.hasLeader()).isTrue();
    }

    @Test
    void shouldGoOnWithThePageThatWasLost() throws IOException {
        answer(page("a", 1, topic("a", 0, 1)), null, lastPage(topic("a", 1, 2)));
        assertThat(numbers(get(paging().describeTopics(List.of("a"), 1)).of("a")))
                .containsExactly(0, 1);
        assertThat(asked.stream().map(DescribeTopicPartitionsRequest::cursor).toList())
                .containsExactly(
                        null,
                        new DescribeTopicPartitionsRequest.Cursor("a", 1),
                        new DescribeTopicPartitionsRequest.Cursor("a", 1));
    }

    @Test
    void shouldFailTopicsOneByOne() throws IOException {
        answer(lastPage(
                topic("a", 0, 1),
                DescribeTopicPartitionsResponseTopic.builder()
                        .name("b")
                        .errorCode(ErrorCode.TOPIC_AUTHORIZATION_FAILED.code())
                        .build()));
        Results<String, TopicDescription> results = get(paging().describeTopics(List.of("a", "b", "ignored")));
        assertThat(results.values()).containsOnlyKeys("a");
        assertThat(results.failures())
                .hasEntrySatisfying(
                        "b",
                        failure -> assertThat(failure.is(ErrorCode.TOPIC_AUTHORIZATION_FAILED))
                                .isTrue())
                .hasEntrySatisfying(
                        "ignored",
                        failure -> assertThat(failure.is(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION))
                                .isTrue())
                .hasSize(2);
    }

    /** Of the topic that was made under the name of the one before. */
    private static DescribeTopicPartitionsResponseTopic pageOfAnother(int partition) {
        return DescribeTopicPartitionsResponseTopic.builder()
                .name("a")
                .topicId(new Uuid(2, 2))
                .partitions(List.of(partition(partition)))
                .build();
    }

    @Test
    void shouldNotMixATopicWithAnotherOneThatTookItsName() throws IOException {
        answer(page("a", 1, topic("a", 0, 1)), page("a", 2, pageOfAnother(1)), lastPage(pageOfAnother(2)));
        Results<String, TopicDescription> results = get(paging().describeTopics(List.of("a"), 1));
        assertThat(results.values()).isEmpty();
        assertThat(results.failures())
                .hasEntrySatisfying(
                        "a",
                        failure -> assertThat(failure.is(ErrorCode.UNKNOWN_TOPIC_ID))
                                .isTrue());
    }

    @Test
    void shouldNotGoRoundInCirclesWithABroker() throws IOException {
        answer(page("a", 1, topic("a", 0, 1)), page("a", 1, topic("a", 0, 1)));
        assertThat(paging().describeTopics(List.of("a"), 1)).failsWithin(30, TimeUnit.SECONDS);
        assertThat(asked).hasSize(2);
    }

    @Test
    void shouldAskForMetadataWhereTheBrokerHasNoPages() throws IOException {
        AdminClient admin = admin(OLD);
        Results<String, TopicDescription> results = get(admin.describeTopics(List.of("a")));
        PartitionDescription partition = results.of("a").partitions().get(0);
        assertThat(partition.leader()).isEqualTo(7);
        assertThat(partition.eligibleLeaders()).isNull();
        assertThat(partition.lastKnownEligibleLeaders()).isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldAskNothingAboutNoTopics() throws IOException {
        assertThat(get(paging().describeTopics(List.of())).values()).isEmpty();
        assertThat(asked).isEmpty();
    }

    private AdminClient paging() throws IOException {
        List<ApiVersionsResponse.ApiVersion> offered = new ArrayList<>(OLD);
        offered.add(version(ApiKey.DESCRIBE_TOPIC_PARTITIONS, 0, 0));
        return admin(offered);
    }

    private AdminClient admin(List<ApiVersionsResponse.ApiVersion> offered) throws IOException {
        StubBroker broker = StubBroker.speaking(offered, this::respond);
        AdminClient admin = AdminClient.create(ClientConfig.builder()
                .bootstrapServers(broker.address())
                .set(ClientSettings.RETRY_BACKOFF_MS, 10L)
                .build());
        opened.add(admin);
        opened.add(broker);
        return admin;
    }

    private void respond(StubBroker.Request request, StubBroker.Replies replies) throws IOException {
        if (request.message() instanceof DescribeTopicPartitionsRequest describe) {
            asked.add(describe);
            List<DescribeTopicPartitionsResponse> page = pages.remove();
            if (page.isEmpty()) {
                replies.reset();
            } else {
                replies.send(request, page.get(0));
            }
        } else {
            replies.send(request, metadata());
        }
    }

    private static MetadataResponse metadata() {
        return MetadataResponse.builder()
                .topics(List.of(MetadataResponse.MetadataResponseTopic.builder()
                        .name("a")
                        .partitions(List.of(MetadataResponse.MetadataResponsePartition.builder()
                                .leaderId(7)
                                .build()))
                        .build()))
                .build();
    }

    private void answer(@Nullable DescribeTopicPartitionsResponse... inOrder) {
        Arrays.stream(inOrder)
                .map(page -> page == null ? List.<DescribeTopicPartitionsResponse>of() : List.of(page))
                .forEach(pages::add);
    }

    private static DescribeTopicPartitionsResponse page(
            String nextTopic, int nextPartition, DescribeTopicPartitionsResponseTopic... topics) {
        return DescribeTopicPartitionsResponse.builder()
                .topics(List.of(topics))
                .nextCursor(DescribeTopicPartitionsResponse.Cursor.builder()
                        .topicName(nextTopic)
                        .partitionIndex(nextPartition)
                        .build())
                .build();
    }

    private static DescribeTopicPartitionsResponse lastPage(DescribeTopicPartitionsResponseTopic... topics) {
        return DescribeTopicPartitionsResponse.builder().topics(List.of(topics)).build();
    }

    private static DescribeTopicPartitionsResponseTopic topic(String name, int from, int end) {
        return DescribeTopicPartitionsResponseTopic.builder()
                .name(name)
                .topicId(ID)
                .partitions(IntStream.range(from, end)
                        .mapToObj(TopicDescriberTest::partition)
                        .toList())
                .build();
    }

    private static DescribeTopicPartitionsResponsePartition partition(int number) {
        return DescribeTopicPartitionsResponsePartition.builder()
                .partitionIndex(number)
                .leaderId(7)
                .replicaNodes(List.of(7, 8, 9))
                .isrNodes(List.of(7))
                .eligibleLeaderReplicas(ELIGIBLE)
                .lastKnownElr(FORMERLY_ELIGIBLE)
                .build();
    }

    private static List<Integer> numbers(TopicDescription topic) {
        return topic.partitions().stream().map(PartitionDescription::partition).toList();
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
