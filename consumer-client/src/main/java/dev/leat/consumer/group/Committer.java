package dev.leat.consumer.group;

import dev.leat.client.error.ClientErrors;
import dev.leat.client.error.ClientException;
import dev.leat.client.error.FatalException;
import dev.leat.client.error.RetriableException;
import dev.leat.client.metadata.Cluster;
import dev.leat.consumer.OffsetAndMetadata;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.TopicPartition;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits offsets to the group's coordinator, one commit after the other, so that they take effect and are answered in the
 * order of the calls, retries included. One that ran out of time keeps the next waiting while an attempt of it is on its way.
 */
final class Committer {
    private final String groupId;
    private final Cluster cluster;
    private final OffsetCalls calls;
    private final Supplier<GroupLoop.Standing> standing;
    private final int timeoutMs;
    /** Done when nothing of the commits so far is on its way any more. Polling thread. */
    private CompletableFuture<?> quiet = CompletableFuture.completedFuture(null);
    /** The attempt that began last; a commit may have ended without it, for want of time. */
    private volatile CompletableFuture<?> attempt = quiet;

    /**
     * @param standing who the member is now; any thread
     * @param timeoutMs how long a commit is tried, from the call on: also while those before it keep it waiting
     */
    Committer(
            String groupId, Cluster cluster, OffsetCalls calls, Supplier<GroupLoop.Standing> standing, int timeoutMs) {
        this.groupId = groupId;
        this.cluster = cluster;
        this.calls = calls;
        this.standing = standing;
        this.timeoutMs = timeoutMs;
    }

    /**
     * Commits as the member that it is now: if the group goes on without it, the commit is refused. Polling thread;
     * completes on the loop.
     *
     * @param asMember whether partitions come from the group; if not, offsets are only kept under its name
     */
    CompletableFuture<@Nullable Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets, boolean asMember) {
        if (offsets.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        MemberAction.Identity identity = asMember ? standing.get().identity() : MemberAction.Identity.NONE;
        if (asMember && identity.epoch() < 0) {
            return CompletableFuture.failedFuture(notIn(null));
        }
        Map<TopicPartition, OffsetAndMetadata> copy = Map.copyOf(offsets);
        long deadlineMs = nowMs() + timeoutMs;
        CompletableFuture<@Nullable Void> result = quiet.thenCompose(nothing -> until(deadlineMs, identity, copy));
        quiet = settled(result).thenCompose(done -> settled(attempt));
        return result;
    }

    private static CompletableFuture<?> settled(CompletableFuture<?> ending) {
        return ending.handle((done, failure) -> null);
    }

    private CompletableFuture<@Nullable Void> until(
            long deadlineMs, MemberAction.Identity identity, Map<TopicPartition, OffsetAndMetadata> offsets) {
        long leftMs = deadlineMs - nowMs();
        return leftMs > 0
                ? cluster.retrying(() -> begin(identity, offsets), leftMs)
                : CompletableFuture.failedFuture(new RetriableException(
                        ErrorCode.REQUEST_TIMED_OUT,
                        "committing failed: commits before it took all of " + timeoutMs + " ms",
                        "is the coordinator of group '" + groupId + "' there? See default.api.timeout.ms",
                        null));
    }

    private long nowMs() {
        return cluster.network().clock().millis();
    }

    private CompletableFuture<@Nullable Void> begin(
            MemberAction.Identity identity, Map<TopicPartition, OffsetAndMetadata> offsets) {
        CompletableFuture<@Nullable Void> begun = attempt(identity, offsets);
        attempt = begun;
        return begun;
    }

    private CompletableFuture<@Nullable Void> attempt(
            MemberAction.Identity asked, Map<TopicPartition, OffsetAndMetadata> offsets) {
        MemberAction.Identity identity = identityFor(asked, offsets);
        return cluster.toCoordinator(groupId, calls.commit(identity, offsets).then(error -> {
            if (error != ErrorCode.NONE) {
                throw failure(error, identity, offsets);
            }
            return null;
        }));
    }

    /** A member that has come through a rebalance with all these partitions may go on as what it is now. */
    private MemberAction.Identity identityFor(
            MemberAction.Identity asked, Map<TopicPartition, OffsetAndMetadata> offsets) {
        GroupLoop.Standing now = standing.get();
        boolean sameMember = asked.epoch() >= 0
                && now.identity().epoch() >= 0
                && now.identity().memberId().equals(asked.memberId());
        return sameMember && now.owned().containsAll(offsets.keySet()) ? now.identity() : asked;
    }

    private ClientException failure(
            ErrorCode error, MemberAction.Identity identity, Map<TopicPartition, OffsetAndMetadata> offsets) {
        return switch (error) {
            case REBALANCE_IN_PROGRESS ->
                new RetriableException(
                        error,
                        "committing failed: group '" + groupId + "' is rebalancing",
                        "poll, so that the rebalance can end, and commit again what is still assigned",
                        null);
            case STALE_MEMBER_EPOCH -> // the next heartbeat brings the new one
                standing.get().identity().epoch() < 0 ? notIn(error) : goneOn(error);
            case ILLEGAL_GENERATION, UNKNOWN_MEMBER_ID ->
                identityFor(identity, offsets).equals(identity) ? notIn(error) : goneOn(error);
            case UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID ->
                new RetriableException(error, "committing failed: " + error.meaning(), "was the topic deleted?", null);
            default -> ClientErrors.of(error, "committing in group '" + groupId + "'", null);
        };
    }

    private static RetriableException goneOn(ErrorCode error) {
        return new RetriableException(error, "committing failed: the group has gone on meanwhile", "", null);
    }

    private FatalException notIn(@Nullable ErrorCode error) {
        return new FatalException(
                error,
                "committing failed: group '" + groupId + "' has given the partitions to others",
                "poll more often, or raise max.poll.interval.ms or lower max.poll.records",
                null);
    }
}
