package dev.leat.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.base.fake.ManualTime;
import dev.leat.broker.lane.InlineLane;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.controller.group.GroupConfig;
import dev.leat.controller.group.GroupReply.JoinReply;
import dev.leat.controller.group.GroupRequest.Join;
import dev.leat.controller.group.GroupRequest.Protocol;
import dev.leat.controller.group.LogEvent;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two limits that clients hear of by the same error are counted apart. */
class GroupLimitTest {
    private final Counters<Limit> limits = new Counters<>(Limit.class);
    private final List<ErrorCode> errors = new ArrayList<>();
    private int memberIds;

    @Test
    void shouldCountMembersBeyondTheSizeOfAGroup() {
        GroupShard shard = shardWith(1, 10);
        join(shard, false);
        join(shard, false);
        assertThat(errors).containsExactly(ErrorCode.GROUP_MAX_SIZE_REACHED);
        assertThat(limits.get(Limit.GROUP_SIZE)).isEqualTo(1);
        assertThat(limits.get(Limit.PENDING_MEMBERS)).isZero();
    }

    @Test
    void shouldCountMemberIdsBeyondThoseThatMayBePending() {
        GroupShard shard = shardWith(10, 1);
        join(shard, true);
        join(shard, true);
        assertThat(errors).containsExactly(ErrorCode.MEMBER_ID_REQUIRED, ErrorCode.GROUP_MAX_SIZE_REACHED);
        assertThat(limits.get(Limit.PENDING_MEMBERS)).isEqualTo(1);
        assertThat(limits.get(Limit.GROUP_SIZE)).isZero();
    }

    private GroupShard shardWith(int maxSize, int maxPendingMembers) {
        GroupConfig defaults = GroupConfig.DEFAULT;
        GroupConfig config = new GroupConfig(
                defaults.minSessionTimeoutMs(),
                defaults.maxSessionTimeoutMs(),
                maxSize,
                maxPendingMembers,
                defaults.initialRebalanceDelayMs(),
                defaults.newMemberJoinTimeoutMs(),
                defaults.offsetMetadataMaxChars(),
                defaults.offsetsRetentionMs(),
                defaults.offsetsRetentionCheckIntervalMs(),
                defaults.commitTimeoutMs());
        ManualTime time = new ManualTime(0);
        GroupShard shard = new GroupShard(
                new InlineLane(),
                new GroupServices(
                        config,
                        prefix -> prefix + "-" + ++memberIds,
                        time.monotonic(),
                        time.wall(),
                        UnpooledByteBufAllocator.DEFAULT,
                        limits));
        shard.deliver(new LogEvent.BecameLeader(0));
        shard.deliver(new LogEvent.Loaded(0));
        return shard;
    }

    private void join(GroupShard shard, boolean needsKnownMemberId) {
        shard.deliver(new Join(
                new PendingReply<JoinReply>(reply -> errors.add(reply.error())),
                "group",
                "",
                null,
                "client",
                "/host",
                GroupConfig.DEFAULT.minSessionTimeoutMs(),
                60_000,
                "consumer",
                List.of(new Protocol("range", Bytes.EMPTY)),
                null,
                needsKnownMemberId,
                false));
    }
}
