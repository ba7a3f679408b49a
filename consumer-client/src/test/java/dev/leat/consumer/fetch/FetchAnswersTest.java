package dev.leat.consumer.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.client.Seams;
import dev.leat.client.config.ClientConfig;
import dev.leat.client.metadata.Cluster;
import dev.leat.client.retry.Backoff;
import dev.leat.consumer.fetch.FetchSession.Wanted;
import dev.leat.consumer.offset.Position;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.message.FetchResponse;
import dev.leat.protocol.model.TopicPartition;
import dev.leat.protocol.model.Uuid;
import dev.leat.protocol.wire.BufferPayload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an answer still means when the cluster has changed since it was asked for. */
@Timeout(60)
class FetchAnswersTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final Uuid TOPIC_ID = new Uuid(1, 1);
    private static final int FORMER_LEADER = 1;
    private static final int FORMER_EPOCH = 1;
    private static final long OFFSET = 20;

    private final Seams seams = Seams.real();
    private final Cluster cluster = Cluster.open(
            ClientConfig.builder().bootstrapServers("127.0.0.1:1").build(), seams); // nobody is asked anything
    private final HandOver handOver = new HandOver(() -> {});
    private final FetchLoop loop = new FetchLoop(
            cluster, FetchConfig.defaults(), new Backoff(60_000, 60_000, seams.chance()), seams.wall(), handOver);
    private final FetchSession session = new FetchSession();
    private final Feed feed = new Feed(PARTITION, false);
    private boolean isOurs = true;
    private final FetchAnswers answers = new FetchAnswers(loop, session, FORMER_LEADER, source -> isOurs);

    FetchAnswersTest() {
        loop.begin(feed);
        state().startAt(new Position(OFFSET, Position.NO_EPOCH));
        state().onLeaderEpoch(FORMER_EPOCH);
        session.plan(Map.of(PARTITION, new Wanted(TOPIC_ID, OFFSET, FORMER_EPOCH, Position.NO_EPOCH, 1 << 20)));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {
                "NOT_LEADER_OR_FOLLOWER",
                "FENCED_LEADER_EPOCH",
                "UNKNOWN_LEADER_EPOCH",
                "OFFSET_OUT_OF_RANGE",
                "TOPIC_AUTHORIZATION_FAILED"
            })
    void shouldNotMindTheErrorOfABrokerThatIsNotReadFromAnyMore(ErrorCode error) {
        isOurs = false;
        read(answer -> answer.errorCode(error.code()));
        assertThatNothingHappened();
    }

    @Test
    void shouldNotMindThatTheEpochWhichWasAskedWithIsOver() {
        state().onLeaderEpoch(FORMER_EPOCH + 1);
        read(answer -> answer.errorCode(ErrorCode.FENCED_LEADER_EPOCH.code()));
        assertThatNothingHappened();
    }

    @Test
    void shouldPauseAfterTheErrorOfTheLeader() {
        read(answer -> answer.errorCode(ErrorCode.UNKNOWN_LEADER_EPOCH.code()));
        assertThat(state().retryAtMs()).isPositive();
        assertThat(Objects.requireNonNull(feed.trouble()).is(ErrorCode.UNKNOWN_LEADER_EPOCH))
                .isTrue();
    }

    @Test
    void shouldTakeTheRecordsOfAFormerLeader() {
        isOurs = false;
        state().onLeaderEpoch(FORMER_EPOCH + 1);
        read(answer ->
                answer.records(new BufferPayload(new Batches().plain(OFFSET, 5).bytes())));
        assertThat(state().offset()).isEqualTo(OFFSET + 5);
        FetchEvent event = handOver.take();
        assertThat(event).isInstanceOf(Fetched.class);
        handOver.free((Fetched) Objects.requireNonNull(event));
    }

    private void assertThatNothingHappened() {
        assertThat(feed.trouble()).isNull();
        assertThat(state().retryAtMs()).isZero();
        assertThat(state().phase()).isEqualTo(PartitionState.Phase.READY);
        assertThat(state().offset()).isEqualTo(OFFSET);
        assertThat(handOver.take()).isNull();
    }

    private PartitionState state() {
        return Objects.requireNonNull(loop.current(PARTITION)).state();
    }

    private void read(UnaryOperator<FetchResponse.PartitionData.Builder> change) {
        FetchResponse.PartitionData data =
                change.apply(FetchResponse.PartitionData.builder()).build();
        FetchResponse response = FetchResponse.builder()
                .responses(List.of(FetchResponse.FetchableTopicResponse.builder()
                        .topicId(TOPIC_ID)
                        .partitions(List.of(data))
                        .build()))
                .build();
        CompletableFuture<Void> done = new CompletableFuture<>();
        cluster.network().onLoop(() -> {
            try {
                answers.read(response);
                done.complete(null);
            } catch (RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        done.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
