package dev.leat.broker.group;

import dev.leat.controller.group.GroupReply;
import dev.leat.controller.group.ReplyTo;
import java.util.function.Consumer;

/** Takes a coordinator's reply back to the request that waits for it. */
record PendingReply<R extends GroupReply>(Consumer<R> then) implements ReplyTo<R> {}
