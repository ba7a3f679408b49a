package dev.leat.controller.group;

import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.PartitionResult;
import dev.leat.controller.group.GroupReply.TopicResult;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.PartitionCommit;
import dev.leat.controller.group.GroupRequest.TopicCommits;
import dev.leat.controller.group.StoredRecord.CommittedOffset;
import dev.leat.controller.group.StoredRecord.OffsetStored;
import dev.leat.protocol.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commits offsets: from members of the current generation, and from clients outside the membership while the group is
 * empty. An offset can be fetched, and its commit is answered, once the record is committed. (A transaction's commits
 * will wait beside {@link GroupOffsets} for its end marker.)
 */
final class OffsetCommitRules {
    private final Turn turn;
    private final GroupTable groups;

    OffsetCommitRules(Turn turn, GroupTable groups) {
        this.turn = turn;
        this.groups = groups;
    }

    void on(CommitOffsets commit) {
        Group group = groups.find(commit.groupId());
        ErrorCode error = refusal(group, commit);
        if (error != ErrorCode.NONE) {
            turn.fail(commit, error);
            return;
        }
        if (group == null) {
            group = groups.findOrCreate(commit.groupId());
        }
        renewSession(group, commit);
        accept(group, commit);
        groups.dropIfUnused(group);
    }

    private static ErrorCode refusal(@Nullable Group group, CommitOffsets commit) {
        boolean fromOutside = commit.generationId() < 0;
        if (group == null) {
            return fromOutside ? ErrorCode.NONE : ErrorCode.GROUP_ID_NOT_FOUND;
        }
        if (group.is(GroupState.DEAD)) {
            return ErrorCode.COORDINATOR_NOT_AVAILABLE;
        }
        if (fromOutside && group.is(GroupState.EMPTY)) {
            return ErrorCode.NONE;
        }
        if (fromOutside && commit.memberId().isEmpty() && commit.groupInstanceId() == null) {
            return ErrorCode.UNKNOWN_MEMBER_ID; // the members' offsets are theirs
        }
        ErrorCode error = group.roster().check(commit.memberId(), commit.groupInstanceId());
        if (error != ErrorCode.NONE) {
            return error;
        }
        if (commit.generationId() != group.generationId()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        return group.is(GroupState.COMPLETING_REBALANCE) ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
    }

    private void renewSession(Group group, CommitOffsets commit) {
        Member member = group.roster().find(commit.memberId());
        if (member != null) {
            member.renewSession(turn.nowMs());
        }
    }

    private void accept(Group group, CommitOffsets commit) {
        List<StoredRecord> records = new ArrayList<>();
        List<TopicResult> results = new ArrayList<>(commit.topics().size());
        for (TopicCommits topic : commit.topics()) {
            List<PartitionResult> partitions =
                    new ArrayList<>(topic.partitions().size());
            for (PartitionCommit partition : topic.partitions()) {
                boolean tooLarge = partition.metadata() != null
                        && partition.metadata().length() > turn.config().offsetMetadataMaxChars();
                if (!tooLarge) {
                    records.add(stored(commit, topic.topic(), partition));
                }
                partitions.add(new PartitionResult(
                        partition.partition(), tooLarge ? ErrorCode.OFFSET_METADATA_TOO_LARGE : ErrorCode.NONE));
            }
            results.add(new TopicResult(topic.topic(), partitions));
        }
        if (records.isEmpty()) {
            turn.reply(commit, new CommitReply(results));
        } else {
            turn.append(group, records, new Committing(group, commit, records, new CommitReply(results)));
        }
    }

    private OffsetStored stored(CommitOffsets commit, TopicName topic, PartitionCommit partition) {
        long expireTimestampMs = commit.retentionMs() == CommitOffsets.BROKER_RETENTION
                ? CommittedOffset.NONE
                : turn.wallMs() + commit.retentionMs();
        CommittedOffset value = new CommittedOffset(
                partition.offset(),
                partition.leaderEpoch(),
                partition.metadata() == null ? "" : partition.metadata(),
                turn.wallMs(),
                expireTimestampMs,
                topic.id());
        return new OffsetStored(commit.groupId(), topic.name(), partition.partition(), value);
    }

    /** A commit on its way to the log. */
    private final class Committing implements PendingAppends.Outcome {
        private final Group group;
        private final CommitOffsets commit;
        private final List<OffsetStored> offsets;
        private final CommitReply success;
        private boolean answered;

        private Committing(Group group, CommitOffsets commit, List<StoredRecord> records, CommitReply success) {
            this.group = group;
            this.commit = commit;
            this.offsets = records.stream().map(OffsetStored.class::cast).toList();
            this.success = success;
            offsets.forEach(group.offsets()::commitBegins);
        }

        @Override
        public void committed() {
            offsets.forEach(group.offsets()::commitEnds);
            offsets.forEach(group.offsets()::apply);
            answer(success);
        }

        @Override
        public void failed(ErrorCode error) {
            offsets.forEach(group.offsets()::commitEnds);
            answer(commit.failed(AppendErrors.forCommit(error)));
            groups.dropIfUnused(group);
        }

        @Override
        public void undecided(ErrorCode error) {
            answer(commit.failed(AppendErrors.forCommit(error)));
        }

        private void answer(CommitReply reply) {
            if (!answered) {
                answered = true;
                turn.reply(commit, reply);
            }
        }
    }
}
