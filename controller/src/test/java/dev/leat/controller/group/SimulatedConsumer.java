package dev.leat.controller.group;

import static dev.leat.controller.group.Requests.GROUP;
import static dev.leat.controller.group.Requests.join;

import dev.leat.base.RandomSource;
import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.Heartbeat;
import dev.leat.controller.group.GroupRequest.Leave;
import dev.leat.controller.group.GroupRequest.MemberIdentity;
import dev.leat.controller.group.GroupRequest.PartitionCommit;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.GroupRequest.TopicCommits;
import dev.leat.controller.group.TestDriver.Asked;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A consumer that follows the protocol one request at a time, and sometimes sends what an old one of it would. */
final class SimulatedConsumer {
    private final TestDriver driver;
    private final CommitLedger commits;
    private final Ownership ownership;
    private final @Nullable String instanceId;
    private final boolean modern;

    private String memberId = "";
    private int generationId = -1;
    private boolean assigned;
    private JoinReply lastJoin = JoinReply.failed(ErrorCode.NONE, "");
    private @Nullable Asked<JoinReply> joining;
    private @Nullable Asked<SyncReply> syncing;
    private @Nullable Asked<CommitReply> committing;
    private long committingOffset;
    private boolean committingTooLate;

    /**
     * @param modern whether it speaks versions with member id round trip and skipped assignments
     */
    SimulatedConsumer(
            TestDriver driver, CommitLedger commits, Ownership ownership, @Nullable String instanceId, boolean modern) {
        this.driver = driver;
        this.commits = commits;
        this.ownership = ownership;
        this.instanceId = instanceId;
        this.modern = modern;
    }

    /** Takes in replies, then does what comes next in the protocol; a stable member beats or commits. */
    void step(RandomSource random) {
        hear();
        if (joining != null || syncing != null || committing != null) {
            return;
        }
        if (generationId < 0) {
            sendJoin();
        } else if (!assigned) {
            sendSync();
        } else if (random.nextInt(2) == 0) {
            sendHeartbeat(generationId);
        } else {
            sendCommit(generationId);
        }
    }

    /** A request of an earlier generation that was held up on its way. */
    void sendLate(RandomSource random) {
        int earlier = generationId - 1 - random.nextInt(2);
        if (earlier < 0 || committing != null) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> driver.<HeartbeatReply>ask(to -> new Heartbeat(to, GROUP, earlier, memberId, instanceId));
            case 1 ->
                driver.<SyncReply>ask(to -> new Sync(to, GROUP, earlier, memberId, instanceId, null, null, Map.of()));
            default -> sendCommit(earlier);
        }
    }

    /** The process dies without a word and starts again. */
    void restart() {
        memberId = "";
        loseTheGroup();
        forgetRequests();
    }

    void leave() {
        driver.<GroupReply.LeaveReply>ask(
                to -> new Leave(to, GROUP, List.of(new MemberIdentity(memberId, instanceId, "test"))));
        restart();
    }

    /** The connection broke: what was asked will not be answered any more. */
    void forgetRequests() {
        joining = null;
        syncing = null;
        committing = null;
    }

    boolean isAssigned() {
        hear();
        return assigned && joining == null;
    }

    int generationId() {
        return generationId;
    }

    void rejoin() {
        hear();
        if (joining == null && syncing == null && committing == null) {
            sendJoin();
        }
    }

    private void hear() {
        if (joining != null && joining.isAnswered()) {
            Asked<JoinReply> answered = joining;
            joining = null;
            heard(answered.reply(), answered.term());
        }
        if (syncing != null && syncing.isAnswered()) {
            SyncReply reply = syncing.reply();
            syncing = null;
            heard(reply);
        }
        if (committing != null && committing.isAnswered()) {
            ErrorCode error = OffsetTest.error(committing);
            committing = null;
            commits.answered(committingOffset, error, committingTooLate);
            heard(error);
        }
    }

    private void heard(JoinReply reply, int term) {
        if (reply.error() == ErrorCode.NONE) {
            lastJoin = reply;
            memberId = reply.memberId();
            generationId = reply.generationId();
            assigned = false;
            ownership.joined(term, generationId, String.valueOf(reply.protocolName()), identity(reply.leader()));
        } else if (reply.error() == ErrorCode.MEMBER_ID_REQUIRED) {
            memberId = reply.memberId();
        } else {
            heard(reply.error());
        }
    }

    private void heard(SyncReply reply) {
        if (reply.error() == ErrorCode.NONE) {
            assigned = true;
            ownership.assigned(generationId, identity(memberId), reply.assignment());
        } else {
            heard(reply.error());
        }
    }

    private void heard(ErrorCode error) {
        switch (error) {
            case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION, FENCED_INSTANCE_ID, GROUP_ID_NOT_FOUND -> {
                memberId = "";
                loseTheGroup();
            }
            case REBALANCE_IN_PROGRESS -> loseTheGroup();
            default -> {} // it tries again
        }
    }

    private void loseTheGroup() {
        generationId = -1;
        assigned = false;
    }

    private void sendJoin() {
        Requests.JoinBuilder builder =
                join().as(memberId).instance(instanceId).sessionMs(10_000).rebalanceMs(20_000);
        if (modern) {
            builder.canSkipAssignment();
            if (instanceId == null) {
                builder.needsKnownMemberId();
            }
        }
        joining = driver.ask(builder.build());
    }

    private void sendSync() {
        Map<String, Bytes> assignments = new HashMap<>();
        if (lastJoin.leader().equals(memberId) && !lastJoin.skipAssignment()) {
            List<Bytes> parts = Ownership.assign(lastJoin.members().size());
            for (int i = 0; i < parts.size(); i++) {
                assignments.put(lastJoin.members().get(i).memberId(), parts.get(i));
            }
        }
        syncing = driver.ask(
                to -> new Sync(to, GROUP, generationId, memberId, instanceId, "consumer", "range", assignments));
    }

    private void sendHeartbeat(int generation) {
        Asked<HeartbeatReply> asked = driver.ask(to -> new Heartbeat(to, GROUP, generation, memberId, instanceId));
        heard(asked.reply().error());
    }

    private void sendCommit(int generation) {
        committingOffset = commits.nextOffset();
        committingTooLate = generation < commits.announcedGeneration();
        long offset = committingOffset;
        committing = driver.ask(to -> new CommitOffsets(
                to,
                GROUP,
                generation,
                memberId,
                instanceId,
                CommitOffsets.BROKER_RETENTION,
                List.of(new TopicCommits(Requests.topic("topic"), List.of(new PartitionCommit(0, offset, -1, ""))))));
    }

    /** Ids of static members are their instance id, a dash and a number. */
    private static String identity(String memberId) {
        return memberId.startsWith("static") ? memberId.substring(0, memberId.lastIndexOf('-')) : memberId;
    }
}
