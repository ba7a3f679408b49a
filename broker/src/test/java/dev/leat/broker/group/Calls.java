package dev.leat.broker.group;

import dev.leat.controller.group.GroupReply.CommitReply;
import dev.leat.controller.group.GroupReply.FetchReply;
import dev.leat.controller.group.GroupReply.HeartbeatReply;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupReply.SyncReply;
import dev.leat.controller.group.GroupRequest;
import dev.leat.controller.group.ReplyTo;
import dev.leat.controller.group.TopicName;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import dev.leat.protocol.model.Uuid;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Requests of an ordinary consumer that name only what matters, and what matters of their replies. */
final class Calls {
    static final TopicName ORDERS = new TopicName("orders", new Uuid(3, 3));
    static final int SESSION_MS = 10_000;

    private Calls() {}

    /** A commit for partition 0 of {@link #ORDERS} from outside the membership. */
    static Function<ReplyTo<CommitReply>, GroupRequest<CommitReply>> commit(String group, long offset) {
        return to -> new GroupRequest.CommitOffsets(
                to,
                group,
                -1,
                "",
                null,
                GroupRequest.CommitOffsets.BROKER_RETENTION,
                List.of(new GroupRequest.TopicCommits(
                        ORDERS, List.of(new GroupRequest.PartitionCommit(0, offset, -1, "")))));
    }

    static ErrorCode errorOf(CommitReply reply) {
        return reply.topics().get(0).partitions().get(0).error();
    }

    /** Asks for what {@link #commit} has committed. */
    static Function<ReplyTo<FetchReply>, GroupRequest<FetchReply>> fetch(String group) {
        return to ->
                new GroupRequest.FetchOffsets(to, group, List.of(new GroupRequest.TopicPartitions(ORDERS, List.of(0))));
    }

    static long offsetOf(FetchReply reply) {
        return reply.topics().get(0).partitions().get(0).offset();
    }

    static Function<ReplyTo<JoinReply>, GroupRequest<JoinReply>> join(String group) {
        return to -> new GroupRequest.Join(
                to,
                group,
                "",
                null,
                "client",
                "/127.0.0.1",
                SESSION_MS,
                60_000,
                "consumer",
                List.of(new GroupRequest.Protocol("range", Bytes.EMPTY)),
                null,
                false,
                false);
    }

    static Function<ReplyTo<SyncReply>, GroupRequest<SyncReply>> sync(String group, JoinReply joined) {
        return to -> new GroupRequest.Sync(
                to,
                group,
                joined.generationId(),
                joined.memberId(),
                null,
                null,
                null,
                Map.of(joined.memberId(), Bytes.EMPTY));
    }

    static Function<ReplyTo<HeartbeatReply>, GroupRequest<HeartbeatReply>> heartbeat(String group, JoinReply joined) {
        return to -> new GroupRequest.Heartbeat(to, group, joined.generationId(), joined.memberId(), null);
    }
}
