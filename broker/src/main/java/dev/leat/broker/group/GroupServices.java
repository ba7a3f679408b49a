package dev.leat.broker.group;

import dev.leat.base.MonotonicClock;
import dev.leat.base.WallClock;
import dev.leat.broker.metrics.Counters;
import dev.leat.broker.metrics.Limit;
import dev.leat.controller.group.GroupConfig;
import dev.leat.controller.group.MemberIdSource;
import dev.leat.controller.group.Moment;
import io.netty.buffer.ByteBufAllocator;

/** What shards need of the broker. */
public record GroupServices(
        GroupConfig config,
        MemberIdSource memberIds,
        MonotonicClock monotonic,
        WallClock wall,
        ByteBufAllocator allocator,
        Counters<Limit> limits) {
    Moment now() {
        return new Moment(monotonic.millis(), wall.millis());
    }
}
