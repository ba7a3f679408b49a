package dev.leat.controller.group;

import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.LeaveReply;
import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest.CommitOffsets;
import dev.leat.controller.group.GroupRequest.FetchOffsets;
import dev.leat.controller.group.GroupRequest.Heartbeat;
import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Leave;
import dev.leat.controller.group.GroupRequest.MemberIdentity;
import dev.leat.controller.group.GroupRequest.PartitionCommit;
import dev.leat.controller.group.GroupRequest.Protocol;
import dev.leat.controller.group.GroupRequest.Sync;
import dev.leat.controller.group.GroupRequest.TopicCommits;
import dev.leat.controller.group.GroupRequest.TopicPartitions;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builders of requests that name only what matters; the rest is that of an ordinary consumer of group {@link #GROUP}. */
final class Requests {
    static final String GROUP = "readers";
    static final int SESSION_MS = 10_000;
    static final int REBALANCE_MS = 60_000;

    private Requests() {}

    static JoinBuilder join() {
        return new JoinBuilder();
    }

    static final class JoinBuilder {
        private String group = GROUP;
        private String memberId = "";
        private @Nullable String instanceId;
        private int sessionMs = SESSION_MS;
        private int rebalanceMs = REBALANCE_MS;
        private String type = "consumer";
        private List<Protocol> protocols = List.of(new Protocol("range", subscription("topic")));
        private boolean needsKnownMemberId;
        private boolean canSkipAssignment;

        JoinBuilder group(String value) {
            group = value;
            return this;
        }

        JoinBuilder as(String value) {
            memberId = value;
            return this;
        }

        JoinBuilder instance(@Nullable String value) {
            instanceId = value;
            return this;
        }

        JoinBuilder sessionMs(int value) {
            sessionMs = value;
            return this;
        }

        JoinBuilder rebalanceMs(int value) {
            rebalanceMs = value;
            return this;
        }

        JoinBuilder type(String value) {
            type = value;
            return this;
        }

        JoinBuilder protocols(Protocol... values) {
            protocols = List.of(values);
            return this;
        }

        /** Protocols that matter only by name. */
        JoinBuilder protocols(String... names) {
            protocols = new ArrayList<>();
            for (String name : names) {
                protocols.add(new Protocol(name, bytes(name)));
            }
            return this;
        }

        JoinBuilder subscribedTo(String... topics) {
            protocols = List.of(new Protocol("range", subscription(topics)));
            return this;
        }

        JoinBuilder needsKnownMemberId() {
            needsKnownMemberId = true;
            return this;
        }

        JoinBuilder canSkipAssignment() {
            canSkipAssignment = true;
            return this;
        }

        Function<ReplyTo<JoinReply>, GroupRequest<JoinReply>> build() {
            return to -> new Join(
                    to,
                    group,
                    memberId,
                    instanceId,
                    "client",
                    "/127.0.0.1",
                    sessionMs,
                    rebalanceMs,
                    type,
                    protocols,
                    null,
                    needsKnownMemberId,
                    canSkipAssignment);
        }
    }

    static Function<ReplyTo<SyncReply>, GroupRequest<SyncReply>> sync(
            String memberId, int generationId, Map<String, Bytes> assignments) {
        return to -> new Sync(to, GROUP, generationId, memberId, null, null, null, assignments);
    }

    static Function<ReplyTo<SyncReply>, GroupRequest<SyncReply>> sync(String memberId, int generationId) {
        return sync(memberId, generationId, Map.of());
    }

    static Function<ReplyTo<HeartbeatReply>, GroupRequest<HeartbeatReply>> heartbeat(
            String memberId, int generationId) {
        return to -> new Heartbeat(to, GROUP, generationId, memberId, null);
    }

    static Function<ReplyTo<LeaveReply>, GroupRequest<LeaveReply>> leave(String memberId) {
        return leave(new MemberIdentity(memberId, null, null));
    }

    static Function<ReplyTo<LeaveReply>, GroupRequest<LeaveReply>> leave(MemberIdentity... members) {
        return to -> new Leave(to, GROUP, List.of(members));
    }

    /** A commit of partition 0 of {@code topic} from outside the membership. */
    static Function<ReplyTo<CommitReply>, GroupRequest<CommitReply>> commit(String topic, long offset) {
        return commit("", -1, topic, offset);
    }

    static Function<ReplyTo<CommitReply>, GroupRequest<CommitReply>> commit(
            String memberId, int generationId, String topic, long offset) {
        return commit(memberId, generationId, topic, new PartitionCommit(0, offset, 7, "note"));
    }

    static Function<ReplyTo<CommitReply>, GroupRequest<CommitReply>> commit(
            String memberId, int generationId, String topic, PartitionCommit... partitions) {
        return to -> new CommitOffsets(
                to,
                GROUP,
                generationId,
                memberId,
                null,
                CommitOffsets.BROKER_RETENTION,
                List.of(new TopicCommits(topic(topic), List.of(partitions))));
    }

    /** Asks for partition 0 of {@code topic}. */
    static Function<ReplyTo<FetchReply>, GroupRequest<FetchReply>> fetch(String topic) {
        return to -> new FetchOffsets(to, GROUP, List.of(new TopicPartitions(topic(topic), List.of(0))));
    }

    static Function<ReplyTo<FetchReply>, GroupRequest<FetchReply>> fetchAll() {
        return to -> new FetchOffsets(to, GROUP, null);
    }

    static TopicName topic(String name) {
        return new TopicName(name, Uuid.ZERO);
    }

    static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a consumer sends as its metadata: version 1, topics, no user data, no owned partitions. */
    static Bytes subscription(String... topics) {
        ByteBuffer out = ByteBuffer.allocate(1_024).putShort((short) 1).putInt(topics.length);
        for (String topic : topics) {
            byte[] name = topic.getBytes(StandardCharsets.UTF_8);
            out.putShort((short) name.length).put(name);
        }
        out.putInt(-1).putInt(0).flip();
        byte[] content = new byte[out.remaining()];
        out.get(content);
        return Bytes.wrap(content);
    }
}
