package dev.leat.controller.group;

import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Protocol;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.StoredRecord.MemberSnapshot;
import dev.leat.controller.group.TimerQueue.Timer;
import dev.leat.protocol.model.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of a group, and what it waits for. Its id changes when a static member is replaced (KIP-345). */
final class Member {
    private String id;
    private final @Nullable String groupInstanceId;
    private String clientId;
    private String clientHost;
    private int sessionTimeoutMs;
    private int rebalanceTimeoutMs;
    private List<Protocol> protocols;
    private Bytes assignment = Bytes.EMPTY;
    private @Nullable Join awaitedJoin;
    private @Nullable Sync awaitedSync;
    private @Nullable Timer sessionTimer;
    private boolean waitsForFirstGeneration;

    Member(String id, Join join) {
        this.id = id;
        this.groupInstanceId = join.groupInstanceId();
        this.clientId = join.clientId();
        this.clientHost = join.clientHost();
        this.sessionTimeoutMs = join.sessionTimeoutMs();
        this.rebalanceTimeoutMs = join.rebalanceTimeoutMs();
        this.protocols = join.protocols();
        this.waitsForFirstGeneration = true;
    }

    Member(MemberSnapshot stored, String protocol) {
        this.id = stored.memberId();
        this.groupInstanceId = stored.groupInstanceId();
        this.clientId = stored.clientId();
        this.clientHost = stored.clientHost();
        this.sessionTimeoutMs = stored.sessionTimeoutMs();
        this.rebalanceTimeoutMs =
                stored.rebalanceTimeoutMs() < 0 ? stored.sessionTimeoutMs() : stored.rebalanceTimeoutMs();
        this.protocols = List.of(new Protocol(protocol, stored.subscription()));
        this.assignment = stored.assignment();
    }

    String id() {
        return id;
    }

    @Nullable
    String groupInstanceId() {
        return groupInstanceId;
    }

    boolean isStatic() {
        return groupInstanceId != null;
    }

    String clientId() {
        return clientId;
    }

    String clientHost() {
        return clientHost;
    }

    int sessionTimeoutMs() {
        return sessionTimeoutMs;
    }

    int rebalanceTimeoutMs() {
        return rebalanceTimeoutMs;
    }

    List<Protocol> protocols() {
        return protocols;
    }

    /** The metadata for {@code protocol}, empty if the member does not take part in it. */
    Bytes metadata(@Nullable String protocol) {
        for (Protocol candidate : protocols) {
            if (candidate.name().equals(protocol)) {
                return candidate.metadata();
            }
        }
        return Bytes.EMPTY;
    }

    Bytes assignment() {
        return assignment;
    }

    /** The member as its group's record tells it. */
    MemberSnapshot snapshot(@Nullable String protocol, Bytes storedAssignment) {
        return new MemberSnapshot(
                id,
                groupInstanceId,
                clientId,
                clientHost,
                rebalanceTimeoutMs,
                sessionTimeoutMs,
                metadata(protocol),
                storedAssignment);
    }

    void assign(Bytes newAssignment) {
        assignment = newAssignment;
    }

    /** The join that waits for the next generation. */
    @Nullable
    Join awaitedJoin() {
        return awaitedJoin;
    }

    @Nullable
    Sync awaitedSync() {
        return awaitedSync;
    }

    boolean isAwaitingReply() {
        return awaitedJoin != null || awaitedSync != null;
    }

    /** Only {@link Roster} calls this, as it counts those who wait. */
    void awaitJoin(@Nullable Join join) {
        awaitedJoin = join;
    }

    void awaitSync(@Nullable Sync sync) {
        awaitedSync = sync;
    }

    /** Only {@link Roster} calls this, as it counts the protocols. */
    void update(Join join) {
        clientId = join.clientId();
        clientHost = join.clientHost();
        update(join.protocols(), join.sessionTimeoutMs(), join.rebalanceTimeoutMs());
    }

    void update(List<Protocol> newProtocols, int newSessionTimeoutMs, int newRebalanceTimeoutMs) {
        protocols = newProtocols;
        sessionTimeoutMs = newSessionTimeoutMs;
        rebalanceTimeoutMs = newRebalanceTimeoutMs;
    }

    /** Only {@link Roster} calls this, as it knows members by id. */
    void rename(String newId) {
        id = newId;
    }

    /** Whether the member's first join has not been answered: it may then lose its session while it waits. */
    boolean waitsForFirstGeneration() {
        return waitsForFirstGeneration;
    }

    void reachedGeneration() {
        waitsForFirstGeneration = false;
    }

    void watchSession(Timer timer) {
        sessionTimer = timer;
    }

    /** Gives the member a whole session timeout from now. */
    void renewSession(long nowMs) {
        limitSession(nowMs + sessionTimeoutMs);
    }

    void limitSession(long deadlineMs) {
        if (sessionTimer != null) {
            sessionTimer.runAt(deadlineMs);
        }
    }

    void endSession() {
        if (sessionTimer != null) {
            sessionTimer.cancel();
        }
    }
}
